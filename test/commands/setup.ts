import type { LocalRudder } from 'local-rudder'
import type { Message } from '../../src/message/message.ts'
import { prepare } from '../systems/rudder/inputs.ts'

/** The list of a message with this title; throws where there is none. */
export const listIn = ({ lists = [] }: Message, title: string): readonly string[] => {
  const found = lists.find((list) => list.title === title)
  if (!found) throw new Error(`no list “${title}” among ${lists.map((list) => list.title).join(', ')}`)
  return found.items.map((item) => (typeof item === 'string' ? item : `${item.name}: ${item.text}`))
}

/** The value of a field of a message. */
export const fieldIn = ({ fields = [] }: Message, label: string): string | undefined =>
  fields.find((field) => field.label === label)?.value

/** Turns change requests on, with one that is open: number 42, which would disable the first rule. */
export const withRequest = (rudder: LocalRudder): void => {
  prepare(rudder)
  const request = rudder.state.changeRequests.pop()
  if (request) rudder.state.changeRequests.push({ ...request, id: 42 })
}
