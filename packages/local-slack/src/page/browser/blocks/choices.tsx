import type { State } from '../../../client.ts'
import { useWorkspace } from '../state/workspace.ts'
import { asList, asText, type Option, optionsOf, wordsOf } from './read.ts'

const Options = ({ options }: { readonly options: readonly Pick<Option, 'value' | 'label'>[] }) =>
  options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))

/** What can be chosen where Slack itself knows it: people, channels. */
const known = (type: string, { users, channels }: State) => {
  if (type === 'users_select') return users.map(({ id, name }) => ({ value: id, label: `@${name}` }))
  if (type !== 'channels_select' && type !== 'conversations_select') return undefined
  const some = channels.filter(({ kind }) => kind === 'public' || type === 'conversations_select')
  return some.map(({ id, name, kind }) => ({ value: id, label: kind === 'direct' ? name : `#${name}` }))
}

/** True for an element that is a menu to choose one of. */
export const isSelect = (type: unknown): boolean => /^(static|users|channels|conversations)_select$/.test(asText(type))

/** The choices of a select, in groups where it has some. */
export const Choices = ({ element }: { readonly element: Readonly<Record<string, unknown>> }) => {
  const { state } = useWorkspace()
  const ours = known(asText(element.type), state)
  if (ours) return <Options options={ours} />
  if (element.option_groups === undefined) return <Options options={optionsOf(element.options)} />
  return asList(element.option_groups).map((group) => (
    <optgroup key={wordsOf(group.label)} label={wordsOf(group.label)}>
      <Options options={optionsOf(group.options)} />
    </optgroup>
  ))
}

/** What is chosen at first. */
export const chosenOf = (element: Readonly<Record<string, unknown>>): string =>
  asText((element.initial_option as { value?: unknown } | undefined)?.value) ||
  asText(element.initial_user) ||
  asText(element.initial_channel) ||
  asText(element.initial_conversation)
