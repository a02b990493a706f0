/*
 * Links with `data-proof` open the proof they name as a panel beside the page. With a modifier key, without this file,
 * or where the proof cannot be loaded, they lead to their own address: the sentence in its article.
 */

const drawer = document.getElementById('drawer');
const body = document.getElementById('drawer-body');

/* On the day in view, as every link of the page. */
function onDay(address) {
    const url = new URL(address, location.href);
    const day = document.documentElement.dataset.asOf;
    if (day) url.searchParams.set('as_of', day);
    return url;
}

function say(text) {
    body.replaceChildren(Object.assign(document.createElement('p'), { className: 'muted', textContent: text }));
}

async function load(url, link) {
    say('Loading the proof …');
    drawer.setAttribute('aria-busy', 'true');
    try {
        const response = await fetch(url, { headers: { 'HX-Request': 'true' } });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const markup = await response.text();
        if (drawer.open) body.innerHTML = markup;
    } catch {
        drawer.close();
        location.assign(link.href);
    } finally {
        drawer.removeAttribute('aria-busy');
    }
}

document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-proof]') : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // A link within the panel changes what it shows.
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
    load(onDay(link.dataset.proof), link);
});

drawer.addEventListener('click', ({ target }) => {
    // Beside the panel, which fills its dialog, or on its button.
    if (target === drawer || target.closest('[data-drawer-close]')) drawer.close();
});
drawer.addEventListener('close', () => body.replaceChildren());

// A page that Back brings from memory is as it was before the panel opened.
window.addEventListener('pagehide', () => drawer.close());
