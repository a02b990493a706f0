/*
 * Words selected in an article get a link of their own: an address that marks them, `?passage=12-80`. Positions are
 * counted in characters as the server counts them, one for each code point.
 */

const text = document.getElementById('text');
const tool = document.getElementById('passage-tool');
const link = tool.querySelector('a');

const lengthOf = (string) => [...string].length;

/* Where a selection within the text begins and ends; nothing for one outside it or without a letter. */
function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || !selection.toString().trim()) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const words = range.toString();
    const start = lengthOf(before.toString()) + lengthOf(words) - lengthOf(words.trimStart());
    return [start, start + lengthOf(words.trim())];
}

document.addEventListener('selectionchange', () => {
    const passage = selected();
    tool.hidden = passage === null;
    if (!passage) return;
    const address = new URL(location.href);
    address.searchParams.set('passage', passage.join('-'));
    address.hash = 'e0';
    link.href = address.href;
});
