package org.adcache.lookup;

/**
 * Brute-force edit distance: whether two words of four letters or more are one edit apart, by dynamic programming over
 * all prefixes.
 */
final class SlowEdit {
    private SlowEdit() {}

    static boolean isOne(String typed, String word) {
        int[] a = typed.codePoints().toArray();
        int[] b = word.codePoints().toArray();
        return a.length >= 4 && b.length >= 4 && Math.abs(a.length - b.length) < 2 && distance(a, b) == 1;
    }

    private static int distance(int[] a, int[] b) {
        int[][] distances = new int[a.length + 1][b.length + 1];
        for (int i = 0; i <= a.length; i++) {
            for (int j = 0; j <= b.length; j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : next(distances, a, b, i, j);
            }
        }
        return distances[a.length][b.length];
    }

    private static int next(int[][] distances, int[] a, int[] b, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        int best = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.min(best, distances[i - 2][j - 2] + 1) : best;
    }
}
