/*
 * Links with `data-proof` open the proof they name as a panel beside the page. With a modifier key, without this file,
 * or where the proof cannot be loaded, they lead to their own address: the sentence in its article.
 *
 * An open panel is a step of the history: Back closes it, Forward opens it again, and its address (`#/proof/…`) can be
 * reloaded and shared. Without this file such an address shows the page alone.
 */

const ADDRESS = /^#(\/proof\/[a-z_]+\/\d+\/)$/;

const drawer = document.getElementById('drawer');
const body = document.getElementById('drawer-body');

let opener = null; // where the focus goes back to

/* On the day in view, as every link of the page. */
function onDay(address) {
    const url = new URL(address, location.href);
    const day = document.documentElement.dataset.asOf;
    if (day) url.searchParams.set('as_of', day);
    return url;
}

/* The proof that the address of the page names; nothing for what is no address of a proof. */
const named = () => ADDRESS.exec(location.hash)?.[1] ?? null;

/* The address of the page with its panel open at `proof`, or closed. */
const addressWith = (proof) => location.pathname + location.search + (proof ? `#${proof}` : '');

function say(text) {
    body.replaceChildren(Object.assign(document.createElement('p'), { className: 'muted', textContent: text }));
}

async function load(proof, otherwise) {
    say('Loading the proof …');
    drawer.setAttribute('aria-busy', 'true');
    try {
        const response = await fetch(onDay(proof), { headers: { 'HX-Request': 'true' } });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const markup = await response.text();
        if (drawer.open) body.innerHTML = markup;
    } catch {
        if (otherwise) {
            drawer.close();
            location.assign(otherwise);
        } else {
            say('This proof could not be loaded. It may have been withdrawn since.');
        }
    } finally {
        drawer.removeAttribute('aria-busy');
    }
}

function open(proof, otherwise) {
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
    load(proof, otherwise);
}

/* Close as the reader does: the step that opened the panel is taken back, so that Back then leaves the page. */
function leave() {
    if (history.state?.drawer) history.back();
    else {
        history.replaceState(history.state, '', addressWith(null));
        drawer.close();
    }
}

document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-proof]') : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { proof } = link.dataset;
    // A link within the panel changes what it shows.
    if (drawer.open) history.replaceState(history.state, '', addressWith(proof));
    else {
        opener = link;
        history.pushState({ ...history.state, drawer: true }, '', addressWith(proof));
    }
    open(proof, link.href);
});

drawer.addEventListener('click', ({ target }) => {
    // Beside the panel, which fills its dialog, or on its button.
    if (target === drawer || target.closest('[data-drawer-close]')) leave();
});
drawer.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
});
drawer.addEventListener('close', () => {
    body.replaceChildren();
    if (opener?.isConnected) opener.focus();
    opener = null;
});

window.addEventListener(
    'popstate',
    (event) => {
        const proof = named();
        const isOurs = drawer.open || event.state?.drawer;
        if (proof) open(proof);
        else if (drawer.open) drawer.close();
        // The page under the panel is the same: htmx has nothing to restore.
        if (isOurs) event.stopImmediatePropagation();
    },
    { capture: true },
);

// A page that Back brings from memory is as it was before the panel opened.
window.addEventListener('pagehide', () => drawer.close());
window.addEventListener('pageshow', () => {
    const proof = named();
    if (proof && !drawer.open) open(proof);
});
