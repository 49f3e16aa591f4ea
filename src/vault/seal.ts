import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { Secret } from './secret.ts'

/** Whose a sealed value is: it opens for this person (`Principal.id`, with the workspace in it) and connection only. */
export interface Owner {
  readonly person: string
  readonly connection: string
}

/** Why a sealed value can't be opened: it was sealed with another key, or it isn't as it was sealed, or not for this owner. */
export type Unopened = 'other key' | 'altered'

/** Seals values with a key that is in the settings and not in the database. */
export interface Sealer {
  seal(value: Secret, owner: Owner): string
  open(sealed: string, owner: Owner): Secret | Unopened
}

/** The parts of a sealed value after its version; undefined if it isn't one. */
const partsOf = (sealed: string): readonly string[] | undefined => {
  const [version, ...parts] = sealed.split('.')
  const [id, iv, , tag] = parts
  const isOne = version === '1' && parts.length === 4 && id?.length === 16 && iv?.length === 16 && tag?.length === 22
  return isOne && parts.every((part) => /^[\w-]*$/.test(part)) ? parts : undefined
}

/** AES-256-GCM with a key made of `secret`, read at each use, and the owner as associated data. */
export const createSealer = (secret: Secret, bytes: (length: number) => Uint8Array): Sealer => {
  const keyNow = () => Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'coxswain personal keys', 32))
  // Tells a changed key from a changed value, and nothing about the key.
  const idOf = (key: Buffer) => createHmac('sha256', key).update('id').digest('hex').slice(0, 16)
  const about = ({ person, connection }: Owner) => Buffer.from(JSON.stringify([person, connection]))

  return {
    seal: (value, owner) => {
      const key = keyNow()
      const iv = bytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(about(owner))
      const data = Buffer.concat([cipher.update(value.reveal(), 'utf8'), cipher.final()])
      const parts = [Buffer.from(iv), data, cipher.getAuthTag()].map((part) => part.toString('base64url'))
      return ['1', idOf(key), ...parts].join('.')
    },
    open: (sealed, owner) => {
      const key = keyNow()
      const parts = partsOf(sealed)
      if (!parts) return 'altered'
      const [id, iv = '', data = '', tag = ''] = parts
      if (id !== idOf(key)) return 'other key'
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
        decipher.setAAD(about(owner)).setAuthTag(Buffer.from(tag, 'base64url'))
        const value = Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]).toString(
          'utf8',
        )
        return new Secret(() => value)
      } catch {
        return 'altered'
      }
    },
  }
}
