/*
 * A text field that names a record ([data-combobox], with the address that finds records) becomes a combobox: a list of
 * records under it while one types, walked with the arrow keys, chosen with Enter or the pointer, closed with Escape.
 * The key of what was chosen goes into the hidden field beside it and out of it as soon as the text is changed. Without
 * this file the server reads the text.
 */

const WAIT = 150; // milliseconds without a key before records are asked for
let number = 0;

class Combobox {
    constructor(box) {
        this.source = box.dataset.combobox;
        this.input = box.querySelector('input[type="text"]');
        this.key = box.querySelector('input[type="hidden"]');
        this.list = Object.assign(document.createElement('ul'), { className: 'name-list', hidden: true });
        this.list.id = `names-${(number += 1)}`;
        this.list.setAttribute('role', 'listbox');
        this.list.setAttribute('aria-label', document.querySelector(`label[for="${this.input.id}"]`)?.textContent ?? '');
        box.append(this.list);
        const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id };
        for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
        this.choices = [];
        this.at = -1;
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('keydown', (event) => this.pressed(event));
        this.input.addEventListener('blur', () => this.close());
        // The field keeps the focus while a choice is clicked.
        this.list.addEventListener('pointerdown', (event) => event.preventDefault());
        this.list.addEventListener('click', ({ target }) => {
            const option = target.closest('[role="option"]');
            if (option) this.choose([...this.list.children].indexOf(option));
        });
    }

    typed() {
        if (this.key) this.key.value = '';
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
        const text = this.input.value.trim();
        this.asked?.abort();
        if (!text) return this.close();
        this.asked = new AbortController();
        try {
            const response = await fetch(`${this.source}?q=${encodeURIComponent(text)}`, { signal: this.asked.signal });
            if (!response.ok) throw new Error(`status ${response.status}`);
            const { choices } = await response.json();
            if (document.activeElement === this.input) this.show(choices);
        } catch {
            // An answer that is out of date, or none: the server reads the text when the form is sent.
            this.close();
        }
    }

    show(choices) {
        this.choices = choices;
        this.list.replaceChildren(...choices.map((choice, place) => this.option(choice, place)));
        this.list.hidden = !choices.length;
        this.input.setAttribute('aria-expanded', String(choices.length > 0));
        this.point(-1);
        const told = choices.length ? `${choices.length} found, arrow keys choose` : 'nothing found';
        document.getElementById('announcement').textContent = told;
    }

    option({ label, line }, place) {
        const option = Object.assign(document.createElement('li'), { id: `${this.list.id}-${place}` });
        option.setAttribute('role', 'option');
        option.append(Object.assign(document.createElement('span'), { textContent: label }));
        option.append(Object.assign(document.createElement('span'), { className: 'muted', textContent: line }));
        return option;
    }

    pressed(event) {
        if (event.key === 'Escape' && !this.list.hidden) {
            event.preventDefault();
            this.close();
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (this.list.hidden) this.ask();
            else this.step(event.key === 'ArrowDown' ? 1 : -1);
        } else if (event.key === 'Enter' && this.at >= 0) {
            event.preventDefault();
            this.choose(this.at);
        } else if (event.key === 'Tab' && this.at >= 0) {
            this.choose(this.at);
        }
    }

    step(by) {
        const last = this.choices.length - 1;
        const next = this.at + by;
        this.point(next > last ? 0 : next < 0 ? last : next);
    }

    point(place) {
        this.at = place;
        for (const [index, option] of [...this.list.children].entries()) {
            option.setAttribute('aria-selected', String(index === place));
            if (index === place) option.scrollIntoView({ block: 'nearest' });
        }
        if (place < 0) this.input.removeAttribute('aria-activedescendant');
        else this.input.setAttribute('aria-activedescendant', `${this.list.id}-${place}`);
    }

    choose(place) {
        const { key, label } = this.choices[place];
        this.input.value = label;
        if (this.key) this.key.value = key;
        this.close();
        this.input.dispatchEvent(new Event('chosen', { bubbles: true }));
    }

    close() {
        clearTimeout(this.timer);
        this.list.hidden = true;
        this.input.setAttribute('aria-expanded', 'false');
        this.input.removeAttribute('aria-activedescendant');
        this.at = -1;
    }
}

for (const box of document.querySelectorAll('[data-combobox]')) new Combobox(box);
