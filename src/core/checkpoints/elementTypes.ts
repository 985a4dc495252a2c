// The types of tensor elements, under the names that PyTorch and NumPy give them, and what other formats call them.

const bitsOf: Readonly<Record<string, number>> = {
  ...{ bool: 8, uint8: 8, int8: 8, uint16: 16, int16: 16, uint32: 32, int32: 32 },
  ...{ uint64: 64, int64: 64, float16: 16, bfloat16: 16, float32: 32, float64: 64 },
  ...{ complex64: 64, complex128: 128, float8_e4m3fn: 8, float8_e5m2: 8 },
  ...{ float8_e4m3fnuz: 8, float8_e5m2fnuz: 8, float8_e8m0fnu: 8 },
  ...{ float4_e2m1fn_x2: 4, float6_e2m3: 6, float6_e3m2: 6 },
  ...{ quint8: 8, qint8: 8, qint32: 32 },
};

/** Bits of one element; null for a type whose elements are packed in blocks, or that is not known. */
export function elementBits(dtype: string): number | null {
  return Object.hasOwn(bitsOf, dtype) ? bitsOf[dtype]! : null;
}

/** How many elements a shape has; NaN where that is no number of elements. */
export function elementCount(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0) return NaN;
    count *= size;
  }
  return Number.isSafeInteger(count) ? count : NaN;
}

/** Source: `Dtype` of the safetensors crate. */
export const safetensorsTypes: Readonly<Record<string, string>> = {
  ...{ BOOL: 'bool', U8: 'uint8', I8: 'int8', U16: 'uint16', I16: 'int16', U32: 'uint32' },
  ...{ I32: 'int32', U64: 'uint64', I64: 'int64', F16: 'float16', BF16: 'bfloat16' },
  ...{ F32: 'float32', F64: 'float64', C64: 'complex64' },
  ...{ F8_E4M3: 'float8_e4m3fn', F8_E5M2: 'float8_e5m2', F8_E8M0: 'float8_e8m0fnu' },
  ...{ F8_E4M3FNUZ: 'float8_e4m3fnuz', F8_E5M2FNUZ: 'float8_e5m2fnuz' },
  ...{ F4: 'float4_e2m1fn_x2', F6_E2M3: 'float6_e2m3', F6_E3M2: 'float6_e3m2' },
};

/** The typed storages that pickles of PyTorch name. */
export const torchStorageTypes: Readonly<Record<string, string>> = {
  ...{ FloatStorage: 'float32', DoubleStorage: 'float64', HalfStorage: 'float16' },
  ...{ BFloat16Storage: 'bfloat16', LongStorage: 'int64', IntStorage: 'int32' },
  ...{ ShortStorage: 'int16', CharStorage: 'int8', ByteStorage: 'uint8', BoolStorage: 'bool' },
  ...{ ComplexFloatStorage: 'complex64', ComplexDoubleStorage: 'complex128' },
  ...{ QInt8Storage: 'qint8', QUInt8Storage: 'quint8', QInt32Storage: 'qint32' },
  ...{ UntypedStorage: 'uint8', UntypedTensorStorage: 'uint8' },
};
