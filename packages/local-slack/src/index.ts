export type { ClientEvent, Lever, Message, SlashCommand, State, User, View } from './client.ts'
export type {
  Called,
  Delivered,
  LocalSlack,
  LocalSlackOptions,
  LocalSockets,
  PageAsset,
  SlackFault,
} from './local-slack.ts'
export { type Person, people } from './people.ts'
export { startLocalSlack } from './server.ts'
