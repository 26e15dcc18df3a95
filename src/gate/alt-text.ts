/** Whether a picture's text alternative says what is on it. */
const GENERIC = /^(?:这是|一[张幅个])?(?:(?:文章|活动)?(?:图|图片|图像|照片|相片|封面|封面图|插图|配图|截图|示意图|题图|头图|微信图片|屏幕截图)|images?|pictures?|photos?|img|dsc|dcim|screenshot|cover|untitled|未命名|无标题|无|没有|待补|占位)(?:的?(?:照片|图片|说明))?[\s\d_\-.—–:：()（）一二三四五六七八九十]*$/iu;
const FILE_NAME = /\.(?:jpe?g|png|gif|webp|avif|heic|svg|bmp|tiff?)$/i;
const CAMERA = /^(?:img|dsc[nf]?|dcim|pxl|mmexport|wx|微信图片|screenshot)[\s_-]*\d/i;

/** What is wrong with a text alternative, or undefined when it says something. */
export function checkAlt(alt: string): { message: string; fix: string } | undefined {
  const fix = '写清图上有什么，至少 4 个字，例如“一株六年生的人参，根须完整”';
  const text = alt.normalize('NFKC').trim();
  if (text.length < 4) return { message: '图片缺少替代文本', fix };
  const letters = text.match(/\p{L}/gu) ?? [];
  if (FILE_NAME.test(text) || CAMERA.test(text)) return { message: `替代文本“${text.slice(0, 40)}”是文件名`, fix };
  if (GENERIC.test(text) || new Set(letters).size < 3) return { message: `替代文本“${text.slice(0, 40)}”没有说出图上有什么`, fix };
  return undefined;
}
