"""What the chat page does in the browser, as functions that Gradio calls."""

# Scroll the last question to the top of the conversation.
SHOW_LAST = """() => setTimeout(() => {
  const log = document.getElementById('aq-log'), last = log?.querySelector('.aq-turn:last-child');
  if (last) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}, 50)"""
# Scroll the marked words into view inside the panel, without scrolling the page.
SHOW_MARK = """() => setTimeout(() => {
  const text = document.getElementById('aq-text'), mark = document.getElementById('aq-mark');
  if (text && mark) {
    const gap = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += gap - text.clientHeight / 3;
  }
}, 150)"""
# The same after a click; where the panel stands below the conversation, scroll the page to it.
SHOW_PICKED = f"""() => {{
  const panel = document.getElementById('aq-panel');
  if (panel && panel.getBoundingClientRect().top > window.innerHeight - 120) panel.scrollIntoView();
  ({SHOW_MARK})();
}}"""
# On a click on a card or one of its buttons, say which evidence to show or what to ask again.
CARDS = """element.addEventListener('click', (event) => {
  const again = event.target.closest('[data-again]');
  if (again) return trigger('submit', {turn: Number(again.dataset.again)});
  const chosen = event.target.closest('[data-turn]');
  if (!chosen || (!event.target.closest('button') && window.getSelection().toString())) return;
  trigger('click', {turn: Number(chosen.dataset.turn), place: Number(chosen.dataset.place || 0)});
})"""
# On a click on a row of the table or a point of the plot, say which row to open.
ROWS = """element.addEventListener('click', (event) => {
  const row = event.target.closest('[data-row]');
  if (!row || (!event.target.closest('button') && window.getSelection().toString())) return;
  trigger('click', {row: Number(row.dataset.row)});
})"""
# Alt+N and Alt+P go through the evidence from wherever the focus is. Where Alt makes another
# character of the key (Option on a Mac), the place of the key on the keyboard says which it is; in
# a box with text in it, that character is typed.
KEYS = """() => document.addEventListener('keydown', (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const letter = /^[a-z]$/i.test(event.key);
  if (!letter && event.target.value) return;
  const name = letter ? event.key.toLowerCase() : event.code;
  const button = {n: 'aq-next', p: 'aq-previous', KeyN: 'aq-next', KeyP: 'aq-previous'}[name];
  if (button) { event.preventDefault(); document.getElementById(button)?.click(); }
})"""
# While an answer is awaited, ask the server whether it is there; after two silences, say so.
WATCH = """() => {
  let silences = 0;
  setInterval(async () => {
    if (!document.querySelector('.aq-busy')) { silences = 0; return; }
    try {
      await fetch(new URL('alive', document.baseURI), {cache: 'no-store'});
      silences = 0;
    } catch {
      if (++silences < 2) return;
      for (const waiting of document.querySelectorAll('.aq-busy')) {
        waiting.className = 'aq-gone';
        waiting.setAttribute('role', 'alert');
        waiting.textContent = 'The page has lost its server, and this question has no answer. '
          + 'Ask again when the server is back.';
      }
    }
  }, 2000);
}"""
# Give the words selected in the article, if any, else what stands in the box.
SELECTED = """(written) => {
  const selection = window.getSelection(), text = document.getElementById('aq-text');
  const inside = text && selection.rangeCount && text.contains(selection.anchorNode);
  return inside && selection.toString().trim() ? selection.toString() : written;
}"""
