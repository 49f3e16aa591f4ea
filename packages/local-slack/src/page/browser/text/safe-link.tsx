import type { ReactNode } from 'react'
import { safeUrl } from './safe-url.ts'

/** A link that opens elsewhere and tells nothing about us; plain text where the address is not of the web. */
export const SafeLink = ({ url, children }: { readonly url: string; readonly children: ReactNode }) => {
  const href = safeUrl(url)
  if (href === undefined) return <span className="not-a-link">{children}</span>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={href}>
      {children}
    </a>
  )
}
