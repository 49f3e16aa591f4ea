import { shown } from '../../config/nearest.ts'
import { ConnectionId, Domain, Email, parseUrl, urlText } from '../../config.ts'
import type { System } from '../../systems/system.ts'
import { publicUrl } from '../public-url.ts'
import type { Terminal } from '../terminal.ts'
import { answerTo, type ParsedAnswer } from './question.ts'

/** One connection that is set up. */
export interface InitConnection {
  readonly system: System
  /** Where it is, without a slash at the end. */
  readonly url: string
  /** The name of the connection: `prod`. */
  readonly name: string
}

/** Everything that is asked. */
export interface Answers {
  readonly connections: readonly InitConnection[]
  /** The e-mail of who may change things. */
  readonly admin: string
  readonly domains: readonly string[]
  /** Where Slack reaches the bot; undefined if the bot opens a socket to Slack instead (Socket Mode). */
  readonly publicUrl: string | undefined
}

const listed = (text: string): readonly string[] =>
  [...new Set(text.toLowerCase().split(/[\s,]+/))].filter((one) => one !== '')

/** The systems that were named, in the order in which they are known. */
const chosen =
  (known: readonly System[]) =>
  (text: string): ParsedAnswer<readonly System[]> => {
    const words = listed(text)
    const names = known.map(({ name }) => name)
    const unknown = words.find((word) => !names.includes(word))
    if (words.length === 0) return { wrong: 'names no system' }
    if (unknown !== undefined) return { wrong: `names ${shown(unknown)}, which I don't support` }
    return { value: known.filter(({ name }) => words.includes(name)) }
  }

/** The address of a system, also if one of its pages was copied. */
const address =
  ({ setup }: System) =>
  (text: string): ParsedAnswer<string> => {
    const url = parseUrl(setup.address.tidy?.(text) ?? text, 'system', 'the tokens go into .env')
    return typeof url === 'string' ? { wrong: url } : { value: urlText(url) }
  }

const connectionName =
  ({ name }: System) =>
  (text: string): ParsedAnswer<string> =>
    ConnectionId.safeParse(`${name}/${text}`).success
      ? { value: text }
      : { wrong: 'is not a name that the bot can use' }

const email = (text: string): ParsedAnswer<string> => {
  if (!Email.safeParse(text).success) return { wrong: 'is not an e-mail' }
  const domain = domainOf(text)
  return Domain.safeParse(domain).success ? { value: text } : { wrong: `is of ${shown(domain)}, which is not a domain` }
}

const domainOf = (text: string): string => text.slice(text.lastIndexOf('@') + 1).toLowerCase()

const domains =
  (admin: string) =>
  (text: string): ParsedAnswer<readonly string[]> => {
    const all = listed(text)
    const wrong = all.find((one) => !Domain.safeParse(one).success)
    if (wrong !== undefined) return { wrong: `has ${shown(wrong)} in it, which is not a domain` }
    return all.includes(domainOf(admin))
      ? { value: all }
      : { wrong: `leaves out ${domainOf(admin)}, so ${admin} could do nothing` }
  }

const outside = (text: string): ParsedAnswer<string | undefined> => {
  if (text === '') return { value: undefined }
  const read = publicUrl(text)
  return 'url' in read ? { value: read.url } : read
}

const askWhich = async (terminal: Terminal, known: readonly System[]): Promise<readonly System[]> => {
  if (known.length < 2) return known
  const names = known.map(({ name }) => name).join(', ')
  return answerTo(terminal, {
    prompt: `Which of ${names} do you want to connect (several with commas)?`,
    expected: `one or more of ${names}`,
    read: chosen(known),
  })
}

const askAbout = async (terminal: Terminal, system: System): Promise<InitConnection> => {
  const { example, remark } = system.setup.address
  const url = await answerTo(terminal, {
    prompt: `Where is ${system.title}, such as ${example}?`,
    expected: `the address of ${system.title}, such as ${example}`,
    read: address(system),
  })
  const unusual = remark?.(new URL(url))
  if (unusual !== undefined) terminal.note(unusual)
  const name = await answerTo(terminal, {
    prompt: 'What do you call it, in answers and after --on?',
    expected: 'a letter, then letters, digits and dashes, all lower case, such as prod',
    fallback: 'prod',
    read: connectionName(system),
  })
  return { system, url, name }
}

/** Asks the questions one after the other; which systems are meant only if there are several. */
export const askAll = async (terminal: Terminal, known: readonly System[]): Promise<Answers> => {
  const connections: InitConnection[] = []
  for (const system of await askWhich(terminal, known)) connections.push(await askAbout(terminal, system))
  const admin = await answerTo(terminal, {
    prompt: 'The e-mail, as Slack has it, of who may change things (more people later, in the file)?',
    expected: 'the e-mail of one person, such as ana@acme.net',
    read: email,
  })
  const all = await answerTo(terminal, {
    prompt: 'Everybody with an e-mail of which domain may look (several with commas)?',
    expected: `${domainOf(admin)}, and other domains after commas`,
    fallback: domainOf(admin),
    read: domains(admin),
  })
  const publicly = await answerTo(terminal, {
    prompt: 'At which https:// address will Slack reach the bot (Enter for none: then the bot connects to Slack)?',
    expected: 'an address that Slack can reach, such as https://coxswain.acme.net, or press Enter for none',
    fallback: '',
    read: outside,
  })
  return { connections, admin, domains: all, publicUrl: publicly }
}
