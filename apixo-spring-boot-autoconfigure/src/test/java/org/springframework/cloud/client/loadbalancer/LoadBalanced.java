package org.springframework.cloud.client.loadbalancer;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Stands in for the annotation of Spring Cloud.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Qualifier
public @interface LoadBalanced {

}
