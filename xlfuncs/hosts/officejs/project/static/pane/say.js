// A quiet voice for screen readers: the last thing said counts, and only after a pause.

let timer;

export function say(words, pause = 50) {
  const voice = document.getElementById("voice");
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (voice.textContent !== words) voice.textContent = words;
  }, pause);
}
