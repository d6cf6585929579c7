/* Several versions of a function, of which the processor's is taken. Sums keep their order, and nothing is fused, so that all give
 * the same bytes. */
#ifndef ENT_CORE_WIDTH_H
#define ENT_CORE_WIDTH_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)             \
    && !defined(__SANITIZE_THREAD__)
#define ENT_EACH_WIDTH __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define ENT_EACH_WIDTH
#endif

#endif
