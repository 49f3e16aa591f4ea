import type { SharedFile } from '../../../client.ts'
import { Icon } from '../look/icon.tsx'
import { FilePreview, hasPreview } from './file-preview.tsx'

const units = ['B', 'kB', 'MB', 'GB']

/** `12 kB` */
const sized = (bytes: number): string => {
  const unit = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  const amount = bytes / 1000 ** unit
  return `${amount.toFixed(unit > 0 && amount < 10 ? 1 : 0)} ${units[unit]}`
}

const File = ({ file }: { readonly file: SharedFile }) => {
  const { name, title, size, url } = file
  const { pathname } = new URL(url, location.origin) // only of our own: a file never leads elsewhere
  return (
    <>
      <a className="file" href={pathname} download={name}>
        <span className="file-icon">
          <Icon name="file" size={22} />
          <small>{/\.(\w{1,4})$/.exec(name)?.[1] ?? 'file'}</small>
        </span>
        <span className="file-words">
          <b>{title || name}</b>
          <small>
            {name} · {sized(size)}
          </small>
        </span>
        <Icon name="download" />
      </a>
      {hasPreview(file) && <FilePreview path={pathname} />}
    </>
  )
}

/** Files that were shared with a message; a press loads one down. */
export const Files = ({ files }: { readonly files: readonly SharedFile[] }) => (
  <ul className="files" aria-label="Files">
    {files.map((file) => (
      <li key={file.id}>
        <File file={file} />
      </li>
    ))}
  </ul>
)
