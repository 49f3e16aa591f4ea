import type { Block } from './client.ts'
import { viewOf } from './content.ts'
import { deliver } from './deliver.ts'
import { type Element, elementsOf, held } from './element.ts'
import type { Delivered } from './local-slack.ts'
import { origin } from './payload.ts'
import type { Json, OpenView } from './state.ts'
import { newTrigger } from './triggers.ts'
import { changeView, closeView, openView, tellView, topView, viewJson } from './views.ts'
import { accountOf, type Workspace } from './workspace.ts'

type Find = (element: Element) => string | undefined

const lengths = ({ element }: Element, value: string): string | undefined => {
  const { min_length: least, max_length: most } = element as { min_length?: number; max_length?: number }
  if (least !== undefined && value.length < least) return `Please enter at least ${least} characters.`
  if (most !== undefined && value.length > most) return `Please enter no more than ${most} characters.`
  return undefined
}

/** What cannot be entered at all: the menu has no such option, the picker no such day or time. */
const unfit = ({ type }: Element): string =>
  type === 'datepicker' || type === 'timepicker'
    ? `There is no such ${type.slice(0, 4)}.`
    : 'Please choose one of these.'

const numbers = ({ type, element }: Element, value: string): string | undefined => {
  if (type !== 'number_input') return undefined
  const { is_decimal_allowed: isDecimal, min_value: least, max_value: most } = element
  if (!(isDecimal === true ? /^-?\d+(?:\.\d+)?$/ : /^-?\d+$/).test(value)) return 'Please enter a valid number.'
  if (least !== undefined && Number(value) < Number(least)) return `Please enter a number of at least ${String(least)}.`
  if (most !== undefined && Number(value) > Number(most)) return `Please enter a number of at most ${String(most)}.`
  return undefined
}

/** What Slack itself says of an input before it asks the bot. */
const wrongIn = (block: Block, value: Find): Record<string, string> => {
  const [input] = elementsOf([block])
  if (block.type !== 'input' || !input) return {}
  const given = value(input)
  if (given === undefined || given === '')
    return block.optional === true ? {} : { [input.block]: 'Please complete this required field.' }
  const wrong = held(input, given) === undefined ? unfit(input) : (lengths(input, given) ?? numbers(input, given))
  return wrong === undefined ? {} : { [input.block]: wrong }
}

const valuesIn = (blocks: readonly Block[], value: Find): OpenView['values'] => {
  const values: Record<string, Record<string, Json>> = {}
  for (const one of elementsOf(blocks.filter(({ type }) => type === 'input'))) {
    const given = value(one)
    const now = held(one, given === '' ? undefined : given)
    if (now) values[one.block] = { ...values[one.block], [one.action]: now }
  }
  return values
}

/** Errors of inputs that the modal has; Slack takes no others. */
const errorsFor = ({ view }: OpenView, said: unknown): Record<string, string> => {
  const inputs = view.blocks.flatMap(({ type, block_id: id }) => (type === 'input' ? [id] : []))
  const errors = Object.entries((said ?? {}) as Json)
  const isTaken = errors.every(([id, text]) => inputs.includes(id) && typeof text === 'string' && text !== '')
  if (errors.length === 0 || !isTaken) throw new TypeError('these are no errors of its inputs')
  return Object.fromEntries(errors) as Record<string, string>
}

const answered = (workspace: Workspace, open: OpenView, { answer }: Delivered): void => {
  const said = answer.trim() === '' ? {} : (JSON.parse(answer) as Json)
  switch (said.response_action) {
    case 'errors':
      open.errors = errorsFor(open, said.errors)
      tellView(workspace, open.user)
      break
    case 'update':
      changeView(workspace, open, viewOf(said.view))
      break
    case 'push':
      openView(workspace, open.user, viewOf(said.view), true)
      break
    default:
      closeView(workspace, open.user, said.response_action === 'clear')
  }
}

/** What Slack says in a modal whose app did not answer well. */
const trouble = 'We had some trouble connecting. Try again?'

const send = async (workspace: Workspace, open: OpenView, type: 'view_submission' | 'view_closed') => {
  const account = accountOf(workspace, open.user)
  const trigger = type === 'view_submission' ? { trigger_id: newTrigger(workspace, open.user), response_urls: [] } : {}
  const payload = { type, ...origin(workspace, account), view: viewJson(open), ...trigger }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return (await deliver(workspace, 'submission', body)).delivered
}

/**
 * Submits the modal in front of a person. What is missing or too long Slack says itself, without asking the bot:
 * then there is nothing delivered, but `errors`. An answer that it does not take is trouble, and the modal stays.
 */
export const submit = async (
  workspace: Workspace,
  who: string,
  find: Find,
): Promise<{ readonly delivered?: Delivered; readonly trouble?: string; readonly errors?: OpenView['errors'] }> => {
  const account = accountOf(workspace, who)
  const open = topView(workspace, account.id)
  if (!open) throw new RangeError(`no modal is open for ${account.word}`)
  const { blocks } = open.view
  open.errors = Object.assign({}, ...blocks.map((block) => wrongIn(block, find)))
  if (Object.keys(open.errors).length > 0) {
    tellView(workspace, open.user)
    return { errors: open.errors }
  }
  open.values = valuesIn(blocks, find)
  const delivered = await send(workspace, open, 'view_submission')
  if (delivered.failed) return { delivered, trouble }
  try {
    answered(workspace, open, delivered)
  } catch {
    return { delivered, trouble }
  }
  return { delivered }
}

/** Closes the modal in front of a person; the bot is told if it asked for that. */
export const dismiss = async (workspace: Workspace, who: string): Promise<void> => {
  const account = accountOf(workspace, who)
  const open = topView(workspace, account.id)
  if (!open) return
  closeView(workspace, account.id, false)
  if (open.view.notify_on_close === true) await send(workspace, open, 'view_closed')
}
