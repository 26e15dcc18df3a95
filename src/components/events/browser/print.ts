/** The button that prints the page: `<button data-print-page>`. */
addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('[data-print-page]')) print();
});
