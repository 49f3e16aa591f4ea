import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { certificatesIn } from '../pem.ts'
import { unreadableBecause } from './secrets.ts'

/** The certificates of a `file:` reference as PEM text, nothing else that the file holds; or what is wrong with it. */
export const readCertificates = (
  reference: string,
  folder: string,
): { readonly pem: string } | { readonly wrong: string } => {
  const path = reference.replace(/^file:/, '')
  try {
    const full = resolve(folder, path)
    if (!statSync(full).isFile()) return { wrong: `cannot be read: ${path} is not a file` }
    const blocks = certificatesIn(readFileSync(full, 'utf8'))
    if (blocks.length === 0)
      return { wrong: `holds no certificate: ${path} must have -----BEGIN CERTIFICATE----- in it` }
    for (const one of blocks) new X509Certificate(one)
    return { pem: `${blocks.join('\n')}\n` }
  } catch (error) {
    const what =
      error instanceof Error && 'syscall' in error
        ? `cannot be read (${unreadableBecause(error)})`
        : 'holds a broken certificate'
    return { wrong: `${what}: ${path}` }
  }
}
