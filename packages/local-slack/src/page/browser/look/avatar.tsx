import type { User } from '../../../client.ts'

const hues = [192, 262, 24, 338, 148, 214, 292, 44]
const hueOf = (id: string) => hues[[...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % hues.length] ?? 0

/** The helm of the bot; drawn here, so that nothing is loaded. */
const Helm = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <g fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round">
      <circle cx="16" cy="16" r="6.2" />
      <path d="M16 5.5v21M5.5 16h21M8.6 8.6l14.8 14.8M23.4 8.6 8.6 23.4" />
    </g>
  </svg>
)

/** A picture that is told apart at a glance: the bot's helm, or the initial on a colour of one's own. */
export const Avatar = ({ user, size = 36 }: { readonly user: User | undefined; readonly size?: number }) => {
  const box = { width: size, height: size, fontSize: size * 0.46 }
  if (user?.kind === 'bot') {
    return (
      <span className="avatar is-bot" style={box} aria-hidden="true">
        <Helm />
      </span>
    )
  }
  const hue = hueOf(user?.id ?? '?')
  const background = `linear-gradient(140deg, hsl(${hue} 48% 52%), hsl(${hue + 18} 54% 38%))`
  return (
    <span className="avatar" style={{ ...box, background }} aria-hidden="true">
      {user?.name.charAt(0).toUpperCase() ?? '?'}
    </span>
  )
}
