/** Bytes of files as the server takes them. */

/** Base64 of a blob, without the head of a data address. */
export function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => { resolve(String(reader.result).replace(/^[^,]*,/, '')); };
    reader.onerror = () => { reject(new Error('读不出这个文件')); };
    reader.readAsDataURL(blob);
  });
}
