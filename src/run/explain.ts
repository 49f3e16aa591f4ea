import { ReasonWanted, RefusedError, SystemError, UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import { type Trouble, troubleOf } from '../store/trouble.ts'
import { otherKeyIn } from '../systems/tls.ts'
import type { World } from '../world.ts'
import type { Ending, Reply } from './reply.ts'

const titleOf = (connection: string) => {
  const [system = '', name = ''] = connection.split('/')
  return `${system.charAt(0).toUpperCase()}${system.slice(1)} (${name})`
}

/** One sentence for a failure of a system, with what to do. */
export const sentenceOf = (error: SystemError): string => {
  const who = titleOf(error.connection)
  const said = error.detail ? ` It said: “${error.detail}”.` : ''
  switch (error.kind) {
    case 'auth':
      return error.status === 401
        ? `${who} does not accept the token: it is unknown, disabled or expired. Ask whoever runs the bot to renew it.`
        : `${who} cannot be asked: ${error.detail ?? 'no token serves this'}. Ask whoever runs the bot to add one.`
    case 'forbidden':
      if (/^(User is|You are) not authorized/.test(error.detail ?? ''))
        return `${who} does not let the bot decide on this change request.${said} The token of a user who is a validator and deployer there is needed; a global one may not, whatever its rights. With the plugin for API authorisations such a user makes one on the own page there; whoever runs the bot adds it for \`rudder:requests:approve\`.`
      return `${who} does not let the bot's token do this (${error.endpoint}). Ask whoever runs the bot; \`coxswain tokens\` lists what each token needs.`
    case 'not-found':
      return error.detail === 'no such address'
        ? `${who} has no such address (${error.endpoint}). The connection's url may be wrong, or a plugin or a newer version is needed.`
        : `${who} does not have that any more.${said} Look it up again.`
    case 'rate-limited':
      return `${who} is refusing more requests for now. Try again in a minute.`
    case 'timeout':
      return `${who} did not answer in time. Try again; if it goes on, look at the server's load.`
    case 'unreachable':
      if (otherKeyIn(error.detail))
        return `${who} has another key than tls.pin names, so it was sent nothing (${error.detail}). Ask whoever runs the bot whether the key was changed.`
      return `${who} cannot be reached.${error.detail ? ` (${error.detail})` : ''} Check that it is up and that the bot's network can get there.`
    case 'unavailable':
      if (error.detail === 'Coxswain is stopping') return 'The bot is being stopped. Try again in a minute.'
      if (error.detail === 'it did not answer lately')
        return `${who} did not answer several times in a row, so it is left alone for some seconds. Try again in a minute; if it goes on, check that it is up.`
      return `${who} is starting or down for maintenance. Try again in a minute or two.`
    case 'too-large':
      return `${who} answered with more than can be read at once. Ask for less, for one rule or one node.`
    case 'unexpected-answer':
      if (error.detail === 'the answer was cut off')
        return `The answer of ${who} was cut off. Try again; if it goes on, look at the server and at any proxy before it.`
      return `${who} answered something that is not understood${error.detail ? ` (${error.detail})` : ''}. Is its version supported and is the url right?`
    case 'version':
      return `${who} has a version that does not fit: ${error.detail ?? 'unknown'}. Ask whoever runs the bot to update one of the two.`
    case 'too-old':
      return `${who} is too old for this: ${error.detail ?? 'it lacks it'}.`
    case 'rejected':
      return `${who} refused this.${said}`
  }
}

const troubled: Readonly<Record<Trouble, string>> = {
  away: "The bot's database does not answer, so nothing can be done just now. Try again in a minute.",
  full: 'The disk of the bot is full, so nothing can be done just now. Tell whoever runs it.',
}
// Nothing is sent before it is stored; what was stored as being sent is looked at by the sweep.
const then =
  'No change begins without it. One that was being written already is looked at as soon as the database answers, and its message then says what became of it.'

/** The answer to whatever went wrong; anything unexpected is logged with a reference that the person sees. */
export const explain = (error: unknown, world: World, asked: Pick<Message, 'asked' | 'connection'>): Reply => {
  const reply = (ending: Ending, title: string, more: Partial<Message> = {}): Reply => ({
    ending,
    to: 'person',
    message: { tone: ending === 'refused' ? 'refused' : 'error', ...asked, title, ...more },
  })
  if (error instanceof SystemError) {
    world.log.warn('system', { connection: error.connection, kind: error.kind, endpoint: error.endpoint }, error)
    return reply('failed', sentenceOf(error))
  }
  if (error instanceof UserError) {
    return reply(error instanceof RefusedError ? 'refused' : 'usage', error.message, {
      next: error.candidates,
      ...(error instanceof ReasonWanted && { wants: 'reason' }),
    })
  }
  const trouble = troubleOf(error)
  if (trouble !== undefined) {
    world.log.error('store', { trouble }, error)
    return reply('failed', troubled[trouble], { lead: then })
  }
  const reference = world.ids.id().slice(0, 8)
  world.log.error('bug', { reference }, error)
  return reply('failed', `Something went wrong in the bot itself. Tell whoever runs it: reference ${reference}.`)
}
