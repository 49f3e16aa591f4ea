export type { LocalSlack, LocalSlackOptions } from './local-slack.ts'
export { startLocalSlack } from './server.ts'
