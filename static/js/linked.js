/*
 * What stands for the same thing in two places of a page lights up together: elements share a word in `data-key`, and
 * where one of them is pointed at or has the focus, the others get the class "is-linked".
 */

const keysOf = (element) => (element?.dataset.key ?? '').split(' ').filter(Boolean);
const keyed = (target) => (target instanceof Element ? target.closest('[data-key]') : null);

function light(source) {
    const keys = keysOf(source);
    for (const element of document.querySelectorAll('[data-key]')) {
        element.classList.toggle('is-linked', element !== source && keysOf(element).some((key) => keys.includes(key)));
    }
}

document.addEventListener('pointerover', ({ target }) => light(keyed(target)));
document.addEventListener('focusin', ({ target }) => light(keyed(target)));
document.addEventListener('focusout', ({ relatedTarget }) => light(keyed(relatedTarget)));
document.documentElement.addEventListener('pointerleave', () => light(keyed(document.activeElement)));
