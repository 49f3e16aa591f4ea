import { createContext } from 'react'
import type { Block } from '../../../client.ts'
import { chosenOf } from './choices.tsx'
import { asObject, asText } from './read.ts'
import { tickedOf } from './ticked.ts'

/** Values by `block_id`, then `action_id`; several choices are one a line. */
export type Values = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What is typed and chosen in the inputs of a modal, and what the bot said of it. */
export interface Form {
  readonly values: Values
  readonly errors: Readonly<Record<string, string>>
  change(block: string, action: string, value: string): void
}

/** Given by a modal to its inputs; outside of one they hold nothing. */
export const FormContext = createContext<Form>({ values: {}, errors: {}, change: () => {} })

const initial = (element: Readonly<Record<string, unknown>>): string =>
  asText(element.initial_value) ||
  asText(element.initial_date) ||
  asText(element.initial_time) ||
  chosenOf(element) ||
  tickedOf(element).join('\n')

/** What is in the inputs when a modal opens. */
export const initialValues = (blocks: readonly Block[]): Values =>
  Object.fromEntries(
    blocks.flatMap((block) => {
      if (block.type !== 'input') return []
      const element = asObject(block.element)
      return [[block.block_id ?? '', { [asText(element.action_id)]: initial(element) }]]
    }),
  )
