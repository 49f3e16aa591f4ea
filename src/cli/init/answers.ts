import { ConnectionId, Domain, Email, parseUrl, urlText } from '../../config.ts'
import { publicUrl } from '../public-url.ts'
import type { Terminal } from '../terminal.ts'
import { answerTo, type Read } from './question.ts'

/** Everything that is asked. */
export interface Answers {
  /** Where Rudder is, without a slash at the end. */
  readonly url: string
  /** The name of the connection: `prod`. */
  readonly name: string
  /** The e-mail of who may change things. */
  readonly admin: string
  readonly domains: readonly string[]
  /** Where Slack reaches the bot; undefined where the bot opens a socket to Slack instead (Socket Mode). */
  readonly publicUrl: string | undefined
}

/** The address of Rudder, also where a page or the API of it was copied. */
const rudderUrl = (text: string): Read<string> => {
  const url = parseUrl(text.replace(/\/(secure|api)(\/.*)?$/, ''), 'system')
  return typeof url === 'string' ? { wrong: url } : { value: urlText(url) }
}

const connectionName = (text: string): Read<string> =>
  ConnectionId.safeParse(`rudder/${text}`).success
    ? { value: text }
    : { wrong: 'must be small letters, digits and dashes, such as prod' }

const email = (text: string): Read<string> => {
  const wrong = Email.safeParse(text).error ?? Domain.safeParse(domainOf(text)).error
  return wrong ? { wrong: wrong.issues[0]?.message ?? 'is no e-mail' } : { value: text }
}

const domainOf = (text: string): string => text.slice(text.lastIndexOf('@') + 1).toLowerCase()

const domains =
  (admin: string) =>
  (text: string): Read<readonly string[]> => {
    const all = [...new Set(text.toLowerCase().split(/[\s,]+/))].filter((one) => one !== '')
    const wrong = all.map((one) => Domain.safeParse(one).error?.issues[0]?.message).find((one) => one !== undefined)
    if (wrong !== undefined) return { wrong }
    return all.includes(domainOf(admin))
      ? { value: all }
      : { wrong: `leaves out ${domainOf(admin)}, so ${admin} could do nothing` }
  }

const outside = (text: string): Read<string | undefined> => {
  if (text === '') return { value: undefined }
  const read = publicUrl(text)
  return 'url' in read ? { value: read.url } : read
}

/** Asks the questions one after the other. */
export const askAll = async (terminal: Terminal): Promise<Answers> => {
  const url = await answerTo(terminal, {
    prompt: 'Where is Rudder, such as https://rudder.acme.net/rudder?',
    read: rudderUrl,
  })
  if (new URL(url).pathname === '/') terminal.note('Taken as it is; most Rudders answer below /rudder.')
  const name = await answerTo(terminal, {
    prompt: 'What do you call it, in answers and after --on?',
    fallback: 'prod',
    read: connectionName,
  })
  const admin = await answerTo(terminal, {
    prompt: 'The e-mail, as Slack has it, of who may change things (more people later, in the file)?',
    read: email,
  })
  const all = await answerTo(terminal, {
    prompt: 'Everybody with an e-mail of which domain may look (several with commas)?',
    fallback: domainOf(admin),
    read: domains(admin),
  })
  const publicly = await answerTo(terminal, {
    prompt: 'At which https:// address will Slack reach the bot (Enter for none: then the bot connects to Slack)?',
    fallback: '',
    read: outside,
  })
  return { url, name, admin, domains: all, publicUrl: publicly }
}
