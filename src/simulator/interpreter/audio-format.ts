// The format of an audio file by its URL. Bandwidth uses the extension if the content type does not decide the format.

/** Extensions of formats that Bandwidth does not play. Other extensions, such as `.php`, do not tell the format. */
const otherFormats: ReadonlySet<string> = new Set(
  [
    // Audio.
    'aac ac3 aif aifc aiff alac alaw amr ape au awb caf dss dts flac gsm kar m3u m3u8 m4a m4b m4p m4r mid midi mka mp2 mpa',
    'mpc oga ogg opus pcm pls ra ram raw sln snd spx ulaw vox voc weba wma wv',
    // Video.
    '3g2 3gp asf avi flv f4v m2ts m4v mkv mov mp4 mpe mpeg mpg mxf ogv rm rmvb vob webm wmv',
    // Pictures, documents and archives.
    'avif bmp csv doc docx gif gz heic htm html ico jpeg jpg js json md pdf png rar rtf svg tar tgz tif tiff txt webp xhtml',
    'xls xlsx xml zip 7z',
  ]
    .join(' ')
    .split(' '),
);

/**
 * Returns the extension of a file that Bandwidth does not play, such as `ogg`. Returns `undefined` for WAV and MP3, and if
 * the extension does not tell the format.
 *
 * @param url an absolute URL
 */
export function unplayableExtension(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const file = new URL(url).pathname.split('/').at(-1) ?? '';
  const dot = file.lastIndexOf('.');
  const extension = dot < 0 ? '' : file.slice(dot + 1).toLowerCase();
  return otherFormats.has(extension) ? extension : undefined;
}
