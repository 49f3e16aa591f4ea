/** What may be run, if a line names no query: lines that can be pressed, one’s own and those of the channel. */
export const runOffer = (own: readonly string[], here: readonly string[]) => {
  const all = [...new Set([...own, ...here])]
  return {
    title: 'Which query?',
    lead:
      all.length === 0
        ? 'Nothing that you may run was run here in the last 30 days. “/redash queries” lists what is offered.'
        : 'Press a button, or type “/redash run” and a name. “/redash queries” lists what is offered.',
    lists: [
      { title: 'You ran lately', items: own },
      { title: 'Run most in this channel', items: here },
    ].filter(({ items }) => items.length > 0),
    next: [...all.map((line) => ({ line, label: line.replace(/^redash run /, '') })), 'redash queries'],
  }
}
