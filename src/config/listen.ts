import type { Config } from './config.ts'
import type { Variables } from './variables.ts'

/** Where the bot listens; PORT and OPS_PORT must differ, so that the operator's pages are never on the public one. */
export const listenSettings = (
  { HOST, PORT, OPS_HOST, OPS_PORT, OPS_NAMES, SLACK_APP_TOKEN }: Variables,
  wrong: (variable: string, text: string) => void,
): Config['listen'] => {
  // In Socket Mode nothing listens on PORT.
  if (PORT !== 0 && PORT === OPS_PORT && SLACK_APP_TOKEN === undefined)
    wrong('OPS_PORT', 'is the same as PORT; health and metrics have a port of their own, which is not public')
  return { host: HOST, port: PORT, opsHost: OPS_HOST, opsPort: OPS_PORT, opsNames: OPS_NAMES ?? [] }
}
