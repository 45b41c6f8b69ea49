"""What the chat page does in the browser, as functions that Gradio calls."""

# Brings the last question to the top of the conversation.
SHOW_LAST = """() => setTimeout(() => {
  const log = document.getElementById('aq-log'), last = log?.querySelector('.aq-turn:last-child');
  if (last) log.scrollTop += last.getBoundingClientRect().top - log.getBoundingClientRect().top - 8;
}, 50)"""
# Brings the marked words into view inside the panel, without moving the page under the reader.
SHOW_MARK = """() => setTimeout(() => {
  const text = document.getElementById('aq-text'), mark = document.getElementById('aq-mark');
  if (text && mark) {
    const gap = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += gap - text.clientHeight / 3;
  }
}, 150)"""
# The same after a click; where the panel stands below the conversation, the page goes to it.
SHOW_PICKED = f"""() => {{
  const panel = document.getElementById('aq-panel');
  if (panel && panel.getBoundingClientRect().top > window.innerHeight - 120) panel.scrollIntoView();
  ({SHOW_MARK})();
}}"""
# A click on a button of a card, or on a card, says which evidence to show or what to ask again.
CARDS = """element.addEventListener('click', (event) => {
  const again = event.target.closest('[data-again]');
  if (again) return trigger('submit', {turn: Number(again.dataset.again)});
  const chosen = event.target.closest('[data-turn]');
  if (!chosen || (!event.target.closest('button') && window.getSelection().toString())) return;
  trigger('click', {turn: Number(chosen.dataset.turn), place: Number(chosen.dataset.place || 0)});
})"""
# Alt+N and Alt+P go through the evidence from wherever the focus is.
KEYS = """() => document.addEventListener('keydown', (event) => {
  const button = event.altKey && {n: 'aq-next', p: 'aq-previous'}[event.key.toLowerCase()];
  if (button) { event.preventDefault(); document.getElementById(button)?.click(); }
})"""
# The words selected in the article, if any, else what stands in the box.
SELECTED = """(written) => {
  const selection = window.getSelection(), text = document.getElementById('aq-text');
  const inside = text && selection.rangeCount && text.contains(selection.anchorNode);
  return inside && selection.toString().trim() ? selection.toString() : written;
}"""
