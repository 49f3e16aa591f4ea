export type { Called, Delivered, LocalSlack, LocalSlackOptions, SlackFault } from './local-slack.ts'
export { startLocalSlack } from './server.ts'
