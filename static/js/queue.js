/*
 * Keys for the review queue. An element with `data-key="a"` is pressed by that key; E goes to the first field, ? shows
 * or hides the legend. Keys are silent while a field has the focus, and can be switched off in the legend.
 */

const KEPT_OFF = 'queue-keys-off';
const KEPT_HIDDEN = 'queue-keys-hidden';

const item = () => document.getElementById('item');
const legend = () => document.getElementById('keys');
const isOn = (name) => localStorage.getItem(name) === 'yes';
const keep = (name, value) => localStorage.setItem(name, value ? 'yes' : 'no');

const isField = (element) => element instanceof Element && element.matches('input:not([type=checkbox]), select, textarea');

function press(key) {
    const target = item()?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    // A reason counts only while the reasons are open.
    if (!target || !target.checkVisibility()) return false;
    target.click();
    if (key === 'r' && document.getElementById('reject').open) {
        document.querySelector('#reject button').focus();
    }
    return true;
}

function edit() {
    const field = document.querySelector('#values .is-read :is(input, select), #values :is(input:not([type=hidden]), select)');
    field?.focus();
    field?.select?.();
    return Boolean(field);
}

function toggleLegend() {
    keep(KEPT_HIDDEN, !legend().hidden);
    prepare();
    return true;
}

function act(key) {
    if (key === '?') return toggleLegend();
    if (isOn(KEPT_OFF)) return false;
    return key === 'e' ? edit() : press(key);
}

document.addEventListener('keydown', (event) => {
    if (!item()) return;
    if (isField(event.target)) {
        if (event.key === 'Escape') document.getElementById('judge-title').focus();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) press('a');
        return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (act(event.key.toLowerCase())) event.preventDefault();
});

document.addEventListener('change', ({ target }) => {
    if (target.id === 'keys-on') keep(KEPT_OFF, !target.checked);
    if (target.name === 'candidate') countTicked();
});

function countTicked() {
    const told = document.querySelector('[data-ticked]');
    if (!told) return;
    told.textContent = `${document.querySelectorAll('[name=candidate]:checked').length} ticked;`;
    told.hidden = false;
}

/* The sentence stands in sight within its text; the page itself stays where it is. */
function showSentence() {
    const text = document.getElementById('judge-text');
    const sentence = document.getElementById('sentence');
    if (!text || !sentence || text.scrollHeight <= text.clientHeight) return;
    const above = sentence.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += above - text.clientHeight / 3;
}

function prepare() {
    countTicked();
    if (!item() || !legend()) return;
    legend().hidden = isOn(KEPT_HIDDEN);
    for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
    document.getElementById('keys-on').checked = !isOn(KEPT_OFF);
}

document.addEventListener('htmx:afterSettle', ({ target }) => {
    prepare();
    if (target.id !== 'item' && !target.closest?.('#item')) return;
    if (target.id === 'holder') return;
    showSentence();
    const title = document.getElementById('judge-title');
    document.title = `${title.textContent} · Coalition Ledger`;
    title.focus({ preventScroll: true });
});
document.addEventListener('htmx:historyRestore', prepare);
prepare();
showSentence();
