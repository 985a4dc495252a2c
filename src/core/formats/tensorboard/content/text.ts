// Tensors that are shown as they are: of strings, a model's description, and whatever else there is.
import type { KerasModelContent, TensorContent, TextContent } from '../../../../shared/content';
import { configTag, maskText } from '../../../model/secrets';
import { textOf } from '../../text';
import { onlyString, stringsOf, tensorOf, type StoredValue } from './storedValue';

/** A configuration is shown without the secrets in it. */
export function readText(value: StoredValue): TextContent {
  const { shape, strings } = stringsOf(value);
  const texts = strings.map(textOf);
  return { kind: 'text', shape, texts: configTag.test(value.tag) ? texts.map(maskText) : texts };
}

export function readKerasModel(value: StoredValue): KerasModelContent {
  return { kind: 'kerasModel', json: textOf(onlyString(value)) };
}

export function readRawTensor(value: StoredValue): TensorContent {
  const { dtype, shape, elements } = tensorOf(value);
  const values = elements instanceof Float64Array ? elements : elements.map(textOf);
  return { kind: 'tensor', dtype, shape, values };
}
