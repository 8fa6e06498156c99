const everyMs = 250;

/**
 * Resolves when the process that started this one has ended. `npm start` killed with -9 cannot pass the signal on;
 * without this the server would stay behind and hold the data directory.
 */
export function watchParent(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, everyMs);
    timer.unref();
  });
}
