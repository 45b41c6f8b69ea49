"""What the chat page does in the browser, as functions that Gradio calls."""

# Brings the marked words into view inside the panel, without moving the page under the reader.
SHOW_MARK = """() => setTimeout(() => {
  const text = document.getElementById('aq-text'), mark = document.getElementById('aq-mark');
  if (text && mark) {
    const gap = mark.getBoundingClientRect().top - text.getBoundingClientRect().top;
    text.scrollTop += gap - text.clientHeight / 3;
  }
}, 150)"""
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
