import { useState } from 'react'
import type { SharedFile } from '../../../client.ts'
import { fetchFile } from '../state/server.ts'

const most = { bytes: 200_000, lines: 12 }

/** True for a file whose first lines are worth showing. */
export const hasPreview = ({ name, size }: SharedFile): boolean =>
  /\.(csv|txt|log|json|md|diff|yml|yaml)$/i.test(name) && size <= most.bytes

/** The first lines of a text file, fetched when they are asked for. */
export const FilePreview = ({ path }: { readonly path: string }) => {
  const [text, setText] = useState<string>()
  const lines = text?.split('\n') ?? []
  const more = lines.length - most.lines
  const open = () => {
    if (text === undefined) fetchFile(path).then(setText, (error: Error) => setText(error.message))
  }
  return (
    <details className="file-preview" onToggle={open}>
      <summary>First lines</summary>
      {text !== undefined && <pre>{lines.slice(0, most.lines).join('\n')}</pre>}
      {more > 1 && <small className="soft">and {more} more lines</small>}
    </details>
  )
}
