package ai.apixo.structured;

import tools.jackson.databind.JavaType;

/**
 * What makes two shapes the same: the type, and what else decides how it is read where it
 * stands.
 *
 * @param type the type
 * @param variant what else decides, such as the discriminator of a family
 */
record ShapeKey(JavaType type, String variant) {
}
