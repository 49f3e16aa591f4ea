import { Button } from './button.tsx'
import { isSelect } from './choices.tsx'
import { DatePicker } from './date-picker.tsx'
import { Overflow } from './overflow.tsx'
import { Picture } from './picture.tsx'
import { asText } from './read.ts'
import { Select } from './select.tsx'
import { isTicks } from './ticked.ts'
import { Ticks } from './ticks.tsx'

/** An element of `actions`, or what stands beside a section. */
export const Element = (props: { readonly element: Readonly<Record<string, unknown>>; readonly block: string }) => {
  const { element, block } = props
  const { type } = element
  if (type === 'button' || type === 'workflow_button') return <Button element={element} block={block} />
  if (type === 'overflow') return <Overflow element={element} block={block} />
  if (type === 'datepicker') return <DatePicker element={element} block={block} />
  if (type === 'image') return <Picture element={element} />
  if (isSelect(type)) return <Select element={element} block={block} />
  if (isTicks(type)) return <Ticks element={element} block={block} />
  return <span className="unknown-block">{asText(type)}: not shown by the local Slack</span>
}
