import { safeUrl } from '../text/safe-url.ts'
import { useConfirm } from './confirm.tsx'
import { asText } from './read.ts'
import { useSurface } from './surface.ts'
import { Plain } from './text-object.tsx'

/** A button; one with a `url` opens it and tells the bot as well, as Slack does. */
export const Button = (props: { readonly element: Readonly<Record<string, unknown>>; readonly block: string }) => {
  const { element, block } = props
  const surface = useSurface()
  const { ask } = useConfirm(element.confirm)
  const action_id = asText(element.action_id)
  const busy = surface.pressed === `${block} ${action_id}`
  const style = element.style === 'primary' || element.style === 'danger' ? ` is-${element.style}` : ''
  const press = () => {
    const url = safeUrl(asText(element.url))
    if (url !== undefined) open(url, '_blank', 'noopener,noreferrer')
    surface.act({ block_id: block, action_id })
  }
  return (
    <button
      type="button"
      className={`button${style}${busy ? ' is-busy' : ''}`}
      data-action-id={action_id}
      aria-label={asText(element.accessibility_label) || undefined}
      aria-busy={busy}
      onClick={() => ask(press)}
    >
      <span>
        <Plain value={element.text} />
      </span>
    </button>
  )
}
