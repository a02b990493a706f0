/*
 * What stands for the same thing in two places of a page lights up together: elements share a word in `data-key`, and
 * where one of them is pointed at or has the focus, the others get the class "is-linked". An element within others
 * speaks for them too. A region that scrolls by itself (`data-follow`) shows the first of them. A chart says by the
 * event "chart:point" which key it is pointed at.
 */

const wide = matchMedia('(width >= 64rem)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const keysOf = (element) => (element?.dataset.key ?? '').split(' ').filter(Boolean);
const keyed = (target) => (target instanceof Element ? target.closest('[data-key]') : null);

function allKeys(source) {
    const keys = [];
    for (let element = source; element; element = keyed(element.parentElement)) keys.push(...keysOf(element));
    return keys;
}

const light = (source) => lightAll(allKeys(source), source);

function lightAll(keys, source = null) {
    const linked = [];
    for (const element of document.querySelectorAll('[data-key]')) {
        const isLinked = element !== source && keysOf(element).some((key) => keys.includes(key));
        element.classList.toggle('is-linked', isLinked);
        if (isLinked) linked.push(element);
    }
    return linked;
}

function show(element, region) {
    const top = element.getBoundingClientRect().top - region.getBoundingClientRect().top;
    if (top >= 0 && top + element.offsetHeight <= region.clientHeight) return;
    region.scrollTo({ top: region.scrollTop + top - region.clientHeight / 3, behavior: still.matches ? 'auto' : 'smooth' });
}

function follow(source, linked) {
    for (const region of document.querySelectorAll('[data-follow]')) {
        if (region.contains(source)) continue;
        const first = linked.find((element) => region.contains(element));
        if (first) show(first, region);
    }
}

/* What has the focus stays lit while nothing else is pointed at. */
function point({ target }) {
    const source = keyed(target);
    const linked = light(source ?? keyed(document.activeElement));
    if (source) follow(source, linked);
}

/* The keyboard reads from the margin too: the page then shows the words, where both stand side by side. */
function focus({ target }) {
    const source = keyed(target);
    const linked = light(source);
    if (source?.closest('[data-follow]') && wide.matches && target.matches(':focus-visible')) {
        const words = linked.find((element) => !element.closest('[data-follow]'));
        words?.scrollIntoView({ block: 'nearest', behavior: still.matches ? 'auto' : 'smooth' });
    } else {
        follow(source, linked);
    }
}

document.addEventListener('pointerover', point);
document.addEventListener('chart:point', ({ detail }) => lightAll(detail ? [detail] : allKeys(keyed(document.activeElement))));
document.addEventListener('focusin', focus);
document.addEventListener('focusout', ({ relatedTarget }) => light(keyed(relatedTarget)));
document.documentElement.addEventListener('pointerleave', () => light(keyed(document.activeElement)));
