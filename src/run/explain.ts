import {
  FailedError,
  FormWanted,
  RefusedError,
  SystemError,
  type SystemErrorKind,
  type SystemErrorReason,
  UserError,
  ValuesWanted,
} from '../errors.ts'
import type { Message } from '../message/message.ts'
import { quoted } from '../quoted.ts'
import { type Trouble, troubleOf } from '../store/trouble.ts'
import type { System } from '../systems/system.ts'
import type { Context } from './context.ts'
import type { Ending, Reply } from './reply.ts'
import { unreachable } from './unreachable.ts'

/** What is known about the system that an error came from; undefined if its connection isn't known. */
type Of = Pick<System, 'title' | 'protocol' | 'personalKeys'> | undefined

const mapped = <K extends string, A, B>(all: Readonly<Record<K, A>>, to: (one: A) => B) =>
  Object.fromEntries(Object.entries<A>(all).map(([key, one]) => [key, to(one)])) as Readonly<Record<K, B>>

/** What a reason means, in a clause. */
const clauses: Readonly<Partial<Record<SystemErrorReason, (error: SystemError, title: string) => string>>> = {
  ...mapped(unreachable, ({ clause }) => clause),
  'no-token': ({ connection, detail }) => `no token of ${connection} serves ${detail}`,
  'unreadable-token': ({ detail }) => `the token ${detail} cannot be read`,
  'unusable-token': ({ detail }) => `the token ${detail} is empty or cannot stand in a header`,
  'no-such-address': () => 'no such address',
  redirect: () => 'it redirects, and redirects are not followed',
  'cut-off': () => 'the answer was cut off',
  'not-http': () => 'it does not speak HTTP',
  'not-json': () => 'not JSON',
  'not-text': () => 'not text',
  foreign: (_, title) => `not an answer of ${title}`,
  'no-result': () => 'no result in it',
  'not-as-documented': ({ detail }) => `not as documented: ${detail}`,
  'failed-inside': () => 'it failed and does not say why',
}

/** What went wrong, in a clause: what its reason means, else what the system said; undefined if there is neither. */
export const clauseOf = (error: SystemError, system: Of): string | undefined =>
  (error.reason && clauses[error.reason]?.(error, system?.title ?? error.connection)) ?? error.detail

type Sentence = (told: {
  readonly who: string
  readonly error: SystemError
  readonly clause: string | undefined
  /** What the system said, as a sentence of its own after a space; empty if it said nothing. */
  readonly said: string
  /** Where people find a key of their own. */
  readonly where: string
}) => string

const cannotBeAsked: Sentence = ({ who, clause }) =>
  `${who} cannot be asked: ${clause}. Ask whoever runs the bot to add one.`

/** What went wrong and what to do about it, by its reason if that is more specific than its kind. */
const sentences: Readonly<Record<SystemErrorKind, Sentence> & Partial<Record<SystemErrorReason, Sentence>>> = {
  auth: ({ who }) =>
    `${who} does not accept the token: it is unknown, disabled or expired. Ask whoever runs the bot to renew it.`,
  'no-token': cannotBeAsked,
  'unreadable-token': cannotBeAsked,
  'unusable-token': cannotBeAsked,
  forbidden: ({ who, error }) =>
    `${who} does not let the bot's token do this (${error.endpoint}). Ask whoever runs the bot; “coxswain tokens” lists what each token needs.`,
  'not-found': ({ who, said }) => `${who} does not have that any more.${said} Look it up again.`,
  'no-such-address': ({ who, error }) =>
    `${who} has no such address (${error.endpoint}). The connection's url may be wrong, or a plugin or a newer version is needed.`,
  'rate-limited': ({ who }) => `${who} is refusing more requests for now. Try again in a minute.`,
  timeout: ({ who }) => `${who} did not answer in time. Try again; if it goes on, look at the server's load.`,
  unreachable: ({ who }) => `${who} cannot be reached. Check that it is up and that the bot's network can get there.`,
  ...mapped(
    unreachable,
    ({ remedy }): Sentence =>
      ({ who, clause }) =>
        `${who} cannot be reached: ${clause}; ${remedy}.`,
  ),
  'connect-timeout': ({ who }) =>
    `${who} did not accept a connection in time; check the address and port in url:, any firewall, and that it is up.`,
  'pin-mismatch': ({ who, clause }) =>
    `${who} has another key than tls.pin names, so it was sent nothing (${clause}). Ask whoever runs the bot whether the key was changed.`,
  unavailable: ({ who }) => `${who} is starting or down for maintenance. Try again in a minute or two.`,
  stopping: () => 'The bot is being stopped. Try again in a minute.',
  resting: ({ who }) =>
    `${who} did not answer several times in a row, so it is left alone for some seconds. Try again in a minute; if it goes on, check that it is up.`,
  'too-large': ({ who }) => `${who} answered with more than can be read at once. Ask for less.`,
  'unexpected-answer': ({ who, clause }) =>
    `${who} answered something that is not understood${clause ? ` (${clause})` : ''}. Is its version supported and is the url right?`,
  'cut-off': ({ who }) =>
    `The answer of ${who} was cut off. Try again; if it goes on, look at the server and at any proxy before it.`,
  version: ({ who, clause }) =>
    `${who} has a version that does not fit: ${clause ?? 'unknown'}. Ask whoever runs the bot to update one of the two.`,
  'too-old': ({ who, clause }) => `${who} is too old for this: ${clause ?? 'it lacks it'}.`,
  rejected: ({ who, said }) => `${who} refused this.${said}`,
}

/** The same if the request carried a key that the person gave. */
const ofOwnKey: Readonly<Partial<Record<SystemErrorKind | SystemErrorReason, Sentence>>> = {
  auth: ({ who, where, error: { connection } }) =>
    `${who} doesn't accept your own key: it is unknown, disabled or expired. Give a new one with “/cox connect ${connection}”, or read with the bot's tokens again after “/cox disconnect ${connection}”. ${where}`.trim(),
  'missing-scope': ({ who, error: { connection, detail } }) =>
    `Your own key for ${who} lacks the API scope ${quoted(detail ?? '')}. Ask whoever maintains ${who} to add it to your user group, or read with the bot's tokens after “/cox disconnect ${connection}”.`,
  forbidden: ({ who, error: { connection } }) =>
    `${who} does not let your own key do this. Ask who manages ${who}, or read with the bot's tokens after “/cox disconnect ${connection}”.`,
}

/** One sentence for a failure of a system, with what to do: in the words of the system itself, if it has some for this. */
export const sentenceOf = (error: SystemError, system: Of): string => {
  const { connection, kind, reason, detail } = error
  const who = system ? `${system.title} (${connection.slice(connection.indexOf('/') + 1)})` : connection
  const told = {
    who,
    error,
    clause: clauseOf(error, system),
    said: detail ? ` It said: ${quoted(detail)}.` : '',
    where: system?.personalKeys?.where ?? '',
  }
  const wording = system?.protocol.wording
  const own = error.ownKey ? (ofOwnKey[reason ?? kind] ?? ofOwnKey[kind])?.(told) : undefined
  return (
    own ??
    (reason && (wording?.[reason]?.(who, error) ?? sentences[reason]?.(told))) ??
    wording?.[kind]?.(who, error) ??
    sentences[kind](told)
  )
}

/** The answer if nothing was done because of the database. */
const troubled: Readonly<Record<Trouble, string>> = {
  away: "The bot's database does not answer, so nothing can be done just now. Try again in a minute.",
  'read-only':
    "The bot's database is read-only, so nothing can be done just now. I'll go on by myself once it takes writes; if that takes longer than a minute, tell whoever runs the bot.",
  full: 'The disk of the bot is full, so nothing can be done just now. Tell whoever runs it.',
}
// Nothing is sent before it is stored; what was stored as being sent is checked by the sweep.
const then =
  'No change begins without it. One that was being written already is looked at as soon as the database answers, and its message then says what became of it.'

/** The answer to whatever went wrong; anything unexpected is logged with a reference that the person sees. */
export const explain = (
  error: unknown,
  { world, connections }: Pick<Context, 'world' | 'connections'>,
  asked: Pick<Message, 'asked' | 'connection'>,
): Reply => {
  const reply = (ending: Ending, title: string, more: Partial<Message> = {}): Reply => ({
    ending,
    to: 'person',
    message: { tone: ending === 'refused' ? 'refused' : 'error', ...asked, title, ...more },
  })
  if (error instanceof SystemError) {
    const { connection, kind, reason, endpoint } = error
    world.log.warn('system', { connection, kind, reason, endpoint }, error)
    const of = connections.find((one) => one.connection.id === connection)
    return reply('failed', sentenceOf(error, of?.connection.system))
  }
  if (error instanceof FailedError)
    return reply(error.ending, error.message, {
      ...(error.ending === 'unknown' && { tone: 'unknown' }),
      ...(error.says.length > 0 && { output: error.says }),
      ...(asked.asked && { next: [asked.asked.line], labels: ['Try again'] }),
    })
  if (error instanceof UserError) {
    return reply(error instanceof RefusedError ? 'refused' : 'usage', error.message, {
      next: error.candidates,
      ...(error instanceof FormWanted && { form: error.form }),
      ...(error instanceof ValuesWanted && { lists: [{ title: 'Values', items: error.values }] }),
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
