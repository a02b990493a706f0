/*
 * What a request of htmx tells while it runs and when it fails. The part that waits is marked as busy; a failure is
 * said in words at the top of it, with a link that asks for the whole page instead.
 */

const FAILED = 'The list could not be loaded, so you see the one from before.';
const OFFLINE = 'There is no connection to the site, so you see the list from before.';

function notice(text, address) {
    const box = document.createElement('div');
    box.className = 'notice notice-error';
    box.id = 'request-error';
    box.setAttribute('role', 'alert');
    const line = Object.assign(document.createElement('p'), { textContent: `${text} ` });
    line.append(Object.assign(document.createElement('a'), { href: address, textContent: 'Load the whole page' }));
    box.append(line);
    return box;
}

const clear = () => document.getElementById('request-error')?.remove();

function fail(text, { target, pathInfo, requestConfig }) {
    clear();
    const address = pathInfo?.finalRequestPath ?? requestConfig?.path ?? location.href;
    target.before(notice(text, address));
}

document.addEventListener('htmx:beforeRequest', ({ detail }) => {
    clear();
    detail.target.setAttribute('aria-busy', 'true');
});
document.addEventListener('htmx:afterRequest', ({ detail }) => detail.target.removeAttribute('aria-busy'));
document.addEventListener('htmx:responseError', ({ detail }) => fail(FAILED, detail));
document.addEventListener('htmx:sendError', ({ detail }) => fail(OFFLINE, detail));
document.addEventListener('htmx:timeout', ({ detail }) => fail(FAILED, detail));
