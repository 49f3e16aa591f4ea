const paths = {
  hash: 'M7.5 3 6 17M14 3l-1.5 14M3.5 7.5h14M2.5 12.5h14',
  lock: 'M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  shared: 'M4 10a4 4 0 0 1 4-4h2M16 10a4 4 0 0 1-4 4h-2M7 10h6',
  reply: 'M4 4h12v9H9l-4 3.5V13H4z',
  send: 'M3.5 3.5 17 10 3.5 16.5 5.5 10zM5.5 10H11',
  close: 'm5 5 10 10M15 5 5 15',
  levers: 'M5 3v14M10 3v14M15 3v14M3 12.5h4M8 6.5h4M13 11h4',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
  plus: 'M10 4v12M4 10h12',
  file: 'M5 2.5h7l3.5 3.5v11.5H5zM12 2.5V6h3.5M7.5 10.5h5M7.5 13.5h5',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  more: 'M10 4.5v.01M10 10v.01M10 15.5v.01',
  people:
    'M7.5 9a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.5 16.5c0-3 2-5 5-5s5 2 5 5M13 9.5a2.4 2.4 0 1 0-.5-4.7M14 11.8c2.2.3 3.5 2 3.5 4.7',
  warning: 'M10 3.5 18 17H2zM10 8.5v4M10 14.8v.01',
  play: 'm7 4.5 9 5.5-9 5.5z',
  download: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
} as const

export type IconName = keyof typeof paths

/** A small drawing beside words; never alone, so it is hidden from screen readers. */
export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    className={`icon is-${name}`}
    viewBox="0 0 20 20"
    width={size}
    height={size}
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth={name === 'more' ? 2.6 : 1.6}
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d={paths[name]} />
  </svg>
)
