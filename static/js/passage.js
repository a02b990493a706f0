/*
 * Words selected in an article get links of their own: an address that marks them, `?passage=12-80`, and for editors the
 * form that begins with them. Positions are counted in characters as the server counts them, one for each code point.
 */

const text = document.getElementById('text');
const tool = document.getElementById('passage-tool');
const links = [...tool.querySelectorAll('a')];

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
    for (const link of links) {
        // The day in view stays, since the link has it or the page of this article does.
        const address = new URL(link.dataset.fragment ? location.href : link.href);
        address.searchParams.set('passage', passage.join('-'));
        if (link.dataset.fragment) address.hash = link.dataset.fragment;
        link.href = address.href;
    }
});
