/**
 * Calls back each time that somebody presses Enter in the terminal; does nothing where there is none.
 * @returns a function that stops it
 */
export function watchEnter(onEnter: () => void): () => void {
  const { stdin } = process;
  if (!stdin.isTTY) return () => {};
  stdin.on("data", onEnter);
  // The terminal alone must not keep the process.
  stdin.unref();
  return () => {
    stdin.off("data", onEnter);
    stdin.pause();
  };
}
