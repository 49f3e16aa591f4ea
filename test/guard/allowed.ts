/** One use that is justified: a file (or folder, ending in /), what it uses, and why. */
export interface Allowance {
  readonly where: string
  readonly uses: readonly string[]
  readonly why: string
}

/** Every use of the world around us in src and packages; in commands there is none. */
export const allowed: readonly Allowance[] = [
  {
    where: 'src/host.ts',
    uses: ['Date.now', 'import setTimeout', 'setTimeout', 'import randomBytes', 'process.versions'],
    why: 'is the clock and the chance of this host, and knows which Node it has',
  },
  { where: 'src/config.ts', uses: ['process.env', 'process.cwd'], why: 'is the one reader of the environment' },
  { where: 'src/telemetry/log.ts', uses: ['process.stderr'], why: 'writes there unless it is told where' },
  {
    where: 'src/cli.ts',
    uses: ['process.argv', 'process.stdout', 'process.stderr', 'process.exitCode', 'import()'],
    why: 'is a program, and loads only the verb that is called',
  },
  {
    where: 'src/cli/terminal.ts',
    uses: ['process.stdin', 'process.stdout', 'process.stderr'],
    why: 'is the terminal of this process',
  },
  {
    where: 'src/cli/log-end.ts',
    uses: ['process.stderr', 'process.on', 'process.off', 'process.exit'],
    why: 'logs what would end the process, and knows whether a person sees it',
  },
  { where: 'src/cli/pipe.ts', uses: ['process.stdin', 'process.stdout'], why: 'is what is piped in and out' },
  { where: 'src/cli/account.ts', uses: ['process.getuid'], why: 'names who is at the terminal' },
  {
    where: 'src/cli/signal.ts',
    uses: ['process.on', 'process.off', 'setTimeout'],
    why: 'waits until this process is told to stop, and what a signal is sent by has real time',
  },
  {
    where: 'src/cli/playground.ts',
    uses: ['import()'],
    why: 'loads packages/play if it is there; production has no packages',
  },
  {
    where: 'packages/play/src/playground.ts',
    uses: ['Date.now', 'import setTimeout', 'setTimeout'],
    why: 'owns the time of the playground, which can be moved on',
  },
  { where: 'src/slack/network.ts', uses: ['fetch', 'WebSocket'], why: 'is the one way to Slack, and to the heartbeat' },
  {
    where: 'src/slack/socket.ts',
    uses: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    why: 'a socket does not know the clock of a test',
  },
  { where: 'src/command/command-files.ts', uses: ['import()'], why: 'loads the files of commands/' },
  { where: 'src/vault/key-file.ts', uses: ['import randomBytes'], why: 'makes a key where the world is not up yet' },
  { where: 'src/store/contention.ts', uses: ['import setTimeout'], why: 'waits for another process, in real time' },
  { where: 'src/store/run-rows.ts', uses: ['import setImmediate', 'setImmediate'], why: 'lets go of the event loop' },
  { where: 'src/store/sqlite.ts', uses: ['import setImmediate', 'setImmediate'], why: 'lets go of the event loop' },
  {
    where: 'src/slack/after-ack.ts',
    uses: ['import setImmediate', 'setImmediate', 'import setTimeout', 'setTimeout', 'performance.now'],
    why: 'lets go of the event loop, and a socket does not know the clock of a test',
  },
  {
    where: 'src/systems/probe.ts',
    uses: ['import randomUUID'],
    why: 'makes ids of nobody: whoever could give the randomness could give the id of something',
  },
  {
    where: 'src/systems/elements.ts',
    uses: ['import setImmediate', 'performance.now'],
    why: 'lets go of the event loop',
  },
  {
    where: 'src/systems/deadline.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'a socket does not know the clock of a test',
  },
  {
    where: 'src/systems/connector.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'a socket does not know the clock of a test',
  },
  {
    where: 'packages/local-lens/src/server.ts',
    uses: ['Date.now', 'setTimeout', 'clearTimeout'],
    why: 'its time, unless it is told another; an answer that is held back is late in real time',
  },
  { where: 'packages/local-redash/src/server.ts', uses: ['Date.now'], why: 'its time, unless it is told another' },
  {
    where: 'packages/local-redash/src/send.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'a slow answer is slow in real time',
  },
  {
    where: 'packages/local-rill/src/server.ts',
    uses: ['Date.now', 'import randomBytes'],
    why: 'its time, unless it is told another; a key that nobody can guess',
  },
  {
    where: 'packages/local-rill/src/send.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'a slow answer is slow in real time',
  },
  { where: 'packages/local-rudder/src/server.ts', uses: ['Date.now'], why: 'its time, unless it is told another' },
  {
    where: 'packages/local-rudder/src/send.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'a slow answer is slow in real time',
  },
  { where: 'packages/local-slack/src/page/browser/state/server.ts', uses: ['fetch'], why: 'runs in a browser' },
  {
    where: 'packages/local-slack/src/page/browser/state/events.ts',
    uses: ['EventSource', 'setTimeout', 'clearTimeout'],
    why: 'runs in a browser, and tries again when the line broke',
  },
  {
    where: 'packages/local-slack/src/page/browser/look/use-after.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'runs in a browser: what is shown for some seconds',
  },
  {
    where: 'packages/local-slack/src/workspace.ts',
    uses: ['Date.now', 'import randomBytes'],
    why: 'its time, unless it is told another; keys that nobody can guess',
  },
  {
    where: 'packages/local-slack/src/pause.ts',
    uses: ['setTimeout', 'clearTimeout'],
    why: 'a slow answer is slow in real time, and so is what is sent again',
  },
]
