import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from '../look/icon.tsx'
import { server } from '../state/server.ts'
import { useWorkspace } from '../state/workspace.ts'
import { completionsOf } from './completion.ts'
import { CompletionList } from './completion-list.tsx'

/** Where a message or a slash command is typed. Enter sends; Tab takes what is offered. */
export const Composer = (props: {
  readonly channel: string
  readonly thread?: string
  readonly label: string
  readonly placeholder: string
  onSend(): void
}) => {
  const { state, me } = useWorkspace()
  const [text, setText] = useState('')
  const [at, setAt] = useState(-1)
  const [hidden, setHidden] = useState(false)
  const [sent, setSent] = useState<{ readonly lines: readonly string[]; readonly back: number }>({ lines: [], back: 0 })
  const [failed, setFailed] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const list = useId()
  const offered = hidden ? [] : completionsOf(text, state.commands, state.users)

  useEffect(() => {
    // As in Slack one types where one goes to; who chooses among people with the keyboard stays there.
    if (!document.activeElement?.closest('.people')) field.current?.focus()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows from what is typed
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 220)}px`
  }, [text])

  const change = (next: string) => {
    setText(next)
    setAt(-1)
    setHidden(false)
  }
  const take = (index: number) => {
    const one = offered[index]
    if (one) change(one.becomes)
    field.current?.focus()
  }
  const send = async () => {
    if (text.trim() === '') return
    const typed = text
    setSent(({ lines }) => ({ lines: [...lines, typed], back: 0 }))
    change('')
    setFailed(undefined)
    props.onSend()
    const where = props.thread === undefined ? {} : { thread_ts: props.thread }
    try {
      await server.send({ as: me.id, channel: props.channel, text: typed.trimEnd(), ...where })
    } catch (error) {
      setFailed((error as Error).message)
      setText((now) => now || typed) // nothing typed is lost
    }
  }
  const recall = (by: number) => {
    const back = Math.min(sent.lines.length, Math.max(0, sent.back + by))
    setSent({ ...sent, back })
    setText(sent.lines.at(-back || sent.lines.length) ?? '')
    setHidden(true)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    if (event.nativeEvent.isComposing) return
    const isOffered = offered.length > 0
    // An unfinished word of a command is finished by Enter, as in Slack; what is a command already is sent.
    const unfinished =
      isOffered && text.startsWith('/') && !text.includes(' ') && offered.every((o) => o.becomes !== `${text} `)
    if ((key === 'ArrowDown' || key === 'ArrowUp') && isOffered) {
      const step = key === 'ArrowDown' ? 1 : -1
      setAt(at < 0 ? (step > 0 ? 0 : offered.length - 1) : (at + step + offered.length) % offered.length)
    } else if (key === 'ArrowUp' && (text === '' || sent.back > 0) && sent.lines.length > 0) recall(1)
    else if (key === 'ArrowDown' && sent.back > 0) recall(-1)
    else if (key === 'Tab' && !shiftKey && isOffered) take(Math.max(0, at))
    else if (key === 'Enter' && !shiftKey && (at >= 0 || unfinished)) take(Math.max(0, at))
    else if (key === 'Enter' && !shiftKey) void send()
    else if (key === 'Escape' && isOffered) setHidden(true)
    else return
    event.preventDefault()
  }

  return (
    <div className="composer">
      {failed !== undefined && (
        <p className="act-failed" role="alert">
          <Icon name="warning" size={16} /> Not sent: {failed}
        </p>
      )}
      <CompletionList id={list} offered={offered} at={at} typed={text} take={take} />
      <div className="composer-box">
        <textarea
          ref={field}
          rows={1}
          aria-label={props.label}
          aria-autocomplete="list"
          aria-controls={offered.length > 0 ? list : undefined}
          aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
          placeholder={props.placeholder}
          value={text}
          spellCheck={false}
          onChange={({ target }) => {
            change(target.value)
            setSent({ ...sent, back: 0 })
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="send"
          aria-label="Send"
          disabled={text.trim() === ''}
          onClick={() => {
            void send()
            field.current?.focus()
          }}
        >
          <Icon name="send" />
        </button>
      </div>
    </div>
  )
}
