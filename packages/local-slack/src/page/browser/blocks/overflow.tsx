import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../look/icon.tsx'
import { safeUrl } from '../text/safe-url.ts'
import { useConfirm } from './confirm.tsx'
import { asText, optionsOf } from './read.ts'
import { useSurface } from './surface.ts'

const items = (menu: HTMLElement | null) => [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]

/** Moves the keyboard among the lines of a menu. */
const step = (event: KeyboardEvent<HTMLElement>) => {
  const all = items(event.currentTarget)
  const at = all.indexOf(document.activeElement as HTMLElement)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined) return
  event.preventDefault()
  all.at(to % all.length)?.focus()
}

/** A menu behind three dots. */
export const Overflow = (props: { readonly element: Readonly<Record<string, unknown>>; readonly block: string }) => {
  const { element, block } = props
  const surface = useSurface()
  const { ask } = useConfirm(element.confirm)
  const [isOpen, setOpen] = useState(false)
  const [below, setBelow] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!isOpen) return
    items(menu.current)[0]?.focus()
    const outside = ({ target }: Event) => root.current?.contains(target as Node) || setOpen(false)
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [isOpen])
  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  const action_id = asText(element.action_id)
  return (
    <span className="overflow" ref={root}>
      <button
        type="button"
        className={`button is-icon${surface.pressed === `${block} ${action_id}` ? ' is-busy' : ''}`}
        data-action-id={action_id}
        aria-label="More"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={({ currentTarget }) => {
          setBelow(currentTarget.getBoundingClientRect().top < 300) // there is no room above
          setOpen(!isOpen)
        }}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div
          className={`menu${below ? ' is-below' : ''}`}
          id={id}
          role="menu"
          tabIndex={-1}
          ref={menu}
          onKeyDown={(event) => (event.key === 'Escape' || event.key === 'Tab' ? close() : step(event))}
        >
          {optionsOf(element.options).map(({ value, label, description, url }) => (
            <button
              key={value}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close()
                ask(() => {
                  const href = safeUrl(url)
                  if (href !== undefined) open(href, '_blank', 'noopener,noreferrer')
                  surface.act({ block_id: block, action_id, selected: value })
                })
              }}
            >
              {label}
              {description && <small>{description}</small>}
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
