/** Sends the files of an upload form one after the other, and tells how far each is; the form itself works without this. */
import { fill } from '../../../src/domain/fill-words.ts'

interface Uploaded {
  readonly uploaded: readonly { readonly file: string; readonly url?: string; readonly reason?: string }[]
}

export function takeUploads(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]')!
  const told = form.querySelector<HTMLElement>('.upload-told')!
  const words = form.dataset
  let queue = Promise.resolve()

  const send = (files: Iterable<File>) => {
    for (const file of files) {
      const line = told.appendChild(document.createElement('p'))
      queue = queue.then(() => upload(file, line))
    }
  }

  async function upload(file: File, line: HTMLElement): Promise<void> {
    const tell = (pattern: string | undefined, values: Record<string, string | number> = {}) => {
      line.textContent = fill(pattern ?? '', { file: file.name, ...values })
    }
    if (file.size > Number(words.limit)) return tell(words.failed, { reason: words.large ?? '' })
    const bar = document.createElement('progress')
    bar.max = 100
    bar.value = 0
    bar.setAttribute('aria-label', file.name)
    tell(words.progress, { percent: 0 })
    line.after(bar)
    const answer = await post(form, file, (share) => {
      bar.value = share * 100
      // Told at the end of the way alone: a reader that hears each percent hears nothing else.
      if (share === 1) {
        tell(words.reading)
        bar.removeAttribute('value')
      }
    })
    bar.remove()
    const [result] = answer?.uploaded ?? []
    if (!result) return tell(words.failed, { reason: words.lost ?? '' })
    if (!result.url) return tell(words.failed, { reason: result.reason ?? '' })
    tell(words.ready)
    const link = document.createElement('a')
    link.href = result.url
    link.className = 'button'
    link.textContent = `${words.preview}: ${file.name}`
    line.append(' ', link)
  }

  form.addEventListener('submit', (event) => {
    if (!input.files || input.files.length === 0) return
    event.preventDefault()
    send(input.files)
    input.value = ''
  })

  const drop = form.querySelector<HTMLElement>('.upload-drop')
  if (drop) drop.hidden = false
  form.addEventListener('dragover', (event) => {
    event.preventDefault()
    form.classList.add('dragged')
  })
  form.addEventListener('dragleave', () => form.classList.remove('dragged'))
  form.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('dragged')
    send(event.dataTransfer?.files ?? [])
  })
}

/** Null where the server cannot be reached or says nothing that can be read. */
function post(
  form: HTMLFormElement,
  file: File,
  progress: (share: number) => void,
): Promise<Uploaded | null> {
  const body = new FormData(form)
  body.delete('file')
  body.append('file', file)
  return new Promise((resolve) => {
    // fetch tells nothing of how far an upload is.
    const request = new XMLHttpRequest()
    request.open('POST', form.action)
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.upload.onload = () => progress(1)
    request.onload = () => resolve(request.response as Uploaded | null)
    request.onerror = () => resolve(null)
    request.send(body)
  })
}
