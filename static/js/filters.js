/* Keeps the address of a filtered list short: a field that is empty says nothing and is left out of the query. */

document.addEventListener('htmx:configRequest', (event) => {
  if (event.detail.verb !== 'get') return;
  const { formData } = event.detail;
  for (const name of new Set(formData.keys())) {
    const filled = formData.getAll(name).filter((value) => value !== '');
    formData.delete(name);
    for (const value of filled) formData.append(name, value);
  }
});

/* Tells screen readers what a list holds after its part of the page was replaced. */
document.addEventListener('htmx:afterSwap', () => {
  const count = document.querySelector('.results-count, .results .notice');
  document.getElementById('announcement').textContent = count ? count.textContent.trim() : '';
});
