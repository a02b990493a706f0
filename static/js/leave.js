/*
 * A form with `data-leave` is not lost by accident: once something was typed into it, leaving the page asks first.
 * What the server has refused gets the focus, so that it is read.
 */

document.querySelector('[data-focus]')?.focus();

for (const form of document.querySelectorAll('form[data-leave]')) {
    let typed = document.querySelector('[data-focus]') !== null;
    form.addEventListener('input', () => (typed = true));
    form.addEventListener('submit', () => (typed = false));
    window.addEventListener('beforeunload', (event) => {
        if (typed) event.preventDefault();
    });
}
