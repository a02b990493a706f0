/*
 * Arrow keys lead through the links of a [data-walk] region: right and left in their order, Home and End to the ends,
 * up and down to the nearest one of the row ([data-walk-row]) above or below. Where there are no rows, up and down
 * do as left and right.
 *
 * `data-walk` is one stop for Tab, which comes back to where one left; `data-walk="each"` leaves every link a stop of
 * its own. `data-walk-item` names by a selector which links are walked. Without this file every link is a stop for Tab.
 */

const linksOf = (region) => [...region.querySelectorAll(region.dataset.walkItem ?? 'a[href]')];
const isOneStop = (region) => region.dataset.walk !== 'each';

function stopAt(region, current) {
    if (!isOneStop(region)) return;
    for (const link of linksOf(region)) link.setAttribute('tabindex', link === current ? '0' : '-1');
}

function middleOf(link) {
    const { left, right } = link.getBoundingClientRect();
    return (left + right) / 2;
}

function inNextRow(region, link, step) {
    const rows = [...region.querySelectorAll('[data-walk-row]')];
    if (!rows.length) return beside(region, link, step);
    const row = rows[rows.indexOf(link.closest('[data-walk-row]')) + step];
    if (!row) return null;
    const distance = (other) => Math.abs(middleOf(other) - middleOf(link));
    return linksOf(region)
        .filter((other) => row.contains(other))
        .reduce((nearest, other) => (nearest && distance(nearest) <= distance(other) ? nearest : other), null);
}

function beside(region, link, step) {
    const links = linksOf(region);
    return links[links.indexOf(link) + step] ?? null;
}

const STEPS = {
    ArrowRight: (region, link) => beside(region, link, 1),
    ArrowLeft: (region, link) => beside(region, link, -1),
    ArrowDown: (region, link) => inNextRow(region, link, 1),
    ArrowUp: (region, link) => inNextRow(region, link, -1),
    Home: (region) => linksOf(region)[0],
    End: (region) => linksOf(region).at(-1),
};

document.addEventListener('keydown', (event) => {
    const region = event.target instanceof Element ? event.target.closest('[data-walk]') : null;
    const step = STEPS[event.key];
    if (!region || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!linksOf(region).includes(event.target)) return;
    event.preventDefault();
    const next = step(region, event.target);
    if (!next) return;
    stopAt(region, next);
    next.focus();
});

document.addEventListener('focusin', ({ target }) => {
    const region = target.closest('[data-walk]');
    if (region && linksOf(region).includes(target)) stopAt(region, target);
});

function prepare() {
    for (const region of document.querySelectorAll('[data-walk]')) stopAt(region, linksOf(region)[0]);
    for (const hint of document.querySelectorAll('[data-walk-hint]')) hint.hidden = false;
}

document.addEventListener('htmx:afterSettle', prepare);
document.addEventListener('htmx:historyRestore', prepare);
prepare();
