// What looks on from inside the page. The function is handed to the browser as text: it uses nothing from around it.

export function probe() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  /** The task after this frame: what was in the page when it began has been drawn. */
  const framed = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    });
  const drawn = () => frame().then(framed);
  const table = () => document.querySelector('[role="table"]');
  const hasRows = () => table()?.querySelector('[data-index="0"] [data-way]') != null;

  const isPressed = (button) => button.getAttribute("aria-pressed");

  /** Whether the rows are those that a button beside the chart asks for now: until they come the page is busy. */
  const hasRowsOf = (button, before) =>
    isPressed(button) !== before && !document.querySelector('main [aria-busy="true"]') && hasRows();

  /** Milliseconds from the next press until `isThere` holds and has been drawn. */
  async function afterPress(isThere) {
    const { timeStamp, target } = await new Promise((resolve) =>
      addEventListener("click", resolve, { capture: true, once: true }),
    );
    const button = target.closest("button");
    const before = button && isPressed(button);
    do await frame();
    while (!isThere(button, before));
    return (await framed()) - timeStamp;
  }

  /** Counts frames and long tasks until it is told to stop. */
  function watchFrames() {
    const long = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) long.push(Math.round(duration));
    });
    observer.observe({ type: "longtask" });
    const begun = performance.now();
    let frames = 0;
    let isOver = false;
    const count = () => {
      if (isOver) return;
      frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    return async () => {
      isOver = true;
      const seconds = (performance.now() - begun) / 1000;
      // Tasks are told of a little after they end.
      await new Promise((resolve) => setTimeout(resolve, 200));
      observer.disconnect();
      return { frames, seconds, rate: frames / seconds, long };
    };
  }

  window.bench = {
    hasRows,
    rowsAfterPress: () => afterPress(hasRowsOf),
    rowsFromHere: () => afterPress(hasRows),
    overlayAfterPress: () => afterPress(() => document.querySelector('[role="dialog"] [role="tab"]') != null),
    watchFrames,
    /** Lays a table of the same size with nothing in it over the one there is. */
    empty() {
      const full = table();
      const empty = full.cloneNode(false);
      empty.append(full.querySelector('[role="rowgroup"]').cloneNode(false));
      full.parentElement.append(empty);
      full.style.display = "none";
    },
    /** Notes when each row's link has been drawn, on the clock of the machine. */
    watchRows() {
      const seen = {};
      const look = async () => {
        const fresh = [...document.querySelectorAll("[data-index] a[href^='/history/']")]
          .map((link) => link.getAttribute("href"))
          .filter((href) => !(href in seen));
        for (const href of fresh) seen[href] = 0;
        if (fresh.length === 0) return;
        const at = performance.timeOrigin + (await drawn());
        for (const href of fresh) seen[href] = at;
      };
      new MutationObserver(look).observe(table(), { childList: true, subtree: true, attributes: true });
      void look();
      return () => seen;
    },
  };
}
