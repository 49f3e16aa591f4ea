import type { ClientEvent } from '../../../client.ts'

/** Listens for as long as it is not stopped, through restarts of the server; `online` says when a line stands or fell. */
export const listen = (
  as: string,
  told: { event(event: ClientEvent): void; online(is: boolean): void },
): (() => void) => {
  let [stopped, source, timer]: [boolean, EventSource | undefined, number | undefined] = [false, undefined, undefined]
  const open = () => {
    if (stopped) return
    source = new EventSource(`/client/events?as=${encodeURIComponent(as)}`)
    source.onopen = () => told.online(true)
    source.onmessage = ({ data }: MessageEvent<string>) => told.event(JSON.parse(data) as ClientEvent)
    source.onerror = () => {
      // A browser that is refused gives up for good, and one whose line broke waits long: begin anew ourselves.
      source?.close()
      told.online(false)
      timer = setTimeout(open, 1000)
    }
  }
  open()
  return () => {
    stopped = true
    source?.close()
    clearTimeout(timer)
  }
}
