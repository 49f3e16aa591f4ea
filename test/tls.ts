import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A self-signed server certificate as PEM, and the pin of its key. */
export interface Certificate {
  readonly key: string
  readonly cert: string
  readonly pin: string
}

/** True where `openssl` can be run; tests of TLS are skipped, visibly, where it cannot. */
export const openssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    console.warn('openssl is missing: the tests of TLS are skipped')
    return false
  }
})()

interface Wanted {
  readonly subject?: string
  readonly san?: string
  /** It ended yesterday. */
  readonly expired?: boolean
}

/** A new key and certificate; without `san` it is like Rudder's own, with no host name in it. */
export const certificate = ({ subject = '/UID=root', san, expired = false }: Wanted = {}): Certificate => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    const name = ['-subj', subject, ...(san === undefined ? [] : ['-addext', `subjectAltName=${san}`])]
    const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    execFileSync('openssl', ['req', '-x509', ...kind, '-keyout', key, '-out', cert, ...name], { stdio: 'ignore' })
    const again = ['x509', '-in', cert, '-signkey', key, '-days', '-1', '-out', cert]
    if (expired) execFileSync('openssl', again, { stdio: 'ignore' })
    const pem = readFileSync(cert, 'utf8')
    const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' })
    return {
      key: readFileSync(key, 'utf8'),
      cert: pem,
      pin: `sha256//${createHash('sha256').update(spki).digest('base64')}`,
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
